import type { Conversation, Message, PresenceView, User } from '@chatsphere/contracts'
import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react'
import type { ChatClient, ChatState, Timeline } from './chat-client.ts'

const ChatClientContext = createContext<ChatClient | null>(null)

/** Gives the components below it the client whose state the hooks read. */
export const ChatClientProvider = ChatClientContext.Provider

/** The client itself, for what is done and not shown. Throws outside a `ChatClientProvider`. */
export function useChatClient(): ChatClient {
  const client = useContext(ChatClientContext)
  if (client === null) throw new Error('There is no ChatClientProvider above this component.')
  return client
}

export function useChatState(): ChatState {
  return useReading((client) => client.state())
}

export function useConversation(conversationId: string): Conversation | undefined {
  return useReading((client) => client.conversation(conversationId))
}

export function useTimeline(conversationId: string): Timeline {
  return useReading((client) => client.timeline(conversationId))
}

/** Undefined: it is not known here; `ChatClient.fetchMessage` gets it. */
export function useMessage(conversationId: string, messageId: string): Message | undefined {
  return useReading((client) => client.message(conversationId, messageId))
}

/** The ids of those who type in the conversation now, without oneself. */
export function useTyping(conversationId: string): readonly string[] {
  return useReading((client) => client.typing(conversationId))
}

/** Undefined: nothing is known. Known only of those whom `watchPresence` names. */
export function usePresence(userId: string | undefined): PresenceView | undefined {
  return useReading((client) => (userId === undefined ? undefined : client.presence(userId)))
}

/** What somebody is called whom no direct conversation names; asked for when it is first shown. */
export function usePerson(userId: string | undefined): User | undefined {
  const client = useChatClient()
  useEffect(() => {
    if (userId !== undefined) client.wantPerson(userId)
  }, [client, userId])
  return useReading(() => (userId === undefined ? undefined : client.person(userId)))
}

/**
 * Renders again only if what is read has changed: the client replaces its objects and never changes them, so that
 * identity tells. A reading that made a new object at each call would render without end.
 */
function useReading<Value>(read: (client: ChatClient) => Value): Value {
  const client = useChatClient()
  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client])
  const snapshot = () => read(client)
  return useSyncExternalStore(subscribe, snapshot, snapshot)
}
