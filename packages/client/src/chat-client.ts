import type { Conversation, ErrorCode, Me, Message, PresenceView, User } from '@chatsphere/contracts'

/** How the live connection stands. `since` is a millisecond time stamp of the last change. */
export interface ConnectionState {
  status: 'connecting' | 'online' | 'signed-out'
  since: number
  /** Messages written on this device that are still to be sent. */
  unsent: number
  /** Of all that waits or was refused: what would be lost with this page or process. */
  notKept: number
}

/** A message written here that has no position yet. `failed`: the server refused it for good, the text is kept. */
export interface OutgoingMessage {
  conversationId: string
  id: string
  body: string
  createdAt: string
  state: 'pending' | 'failed'
  error?: { code: ErrorCode; message: string }
  /** It is stored on this device, so that it outlives this page or process. */
  kept: boolean
}

export interface Timeline {
  /** Ascending by position, without a gap but for what is on its way: an own message is here as soon as it has its position. */
  messages: readonly Message[]
  /** In the order of writing, to be shown after `messages`. */
  outgoing: readonly OutgoingMessage[]
  hasBefore: boolean
  /** `loading` the first page or an older one; `failed` to load, try `loadBefore` again. */
  status: 'loading' | 'ready' | 'failed'
}

/** What may be read at any time; each object is replaced, never changed, so that identity tells whether something moved. */
export interface ChatState {
  /** There is something to show: the first sync has been applied, or what the device had kept. */
  ready: boolean
  connection: ConnectionState
  /** The newest activity first. */
  conversations: readonly Conversation[]
}

/**
 * One signed-in user's live view of the chat. All methods may be called at any time, offline too.
 * Rejected calls reject with a `ChatError`.
 */
export interface ChatClient {
  readonly me: Me
  /** Connects and keeps connected until `stop`. */
  start(): void
  stop(): void
  /** Calls `listener` after every change of anything readable here; answers the function that ends that. */
  subscribe(listener: () => void): () => void

  state(): ChatState
  conversation(conversationId: string): Conversation | undefined
  timeline(conversationId: string): Timeline
  /** The users who type in the conversation now, without oneself. */
  typing(conversationId: string): readonly string[]
  presence(userId: string): PresenceView | undefined

  /** Loads the newest page if the timeline has none yet. */
  open(conversationId: string): Promise<void>
  /** Loads the page before the oldest message that is there. */
  loadBefore(conversationId: string): Promise<void>
  /** Shows the message as soon as the device has stored it, and sends it when it can; answers its id. Never loses the text. */
  send(conversationId: string, body: string): string
  /** Sends a failed message again, with the same id. */
  retry(messageId: string): void
  /** Forgets a failed message. */
  discard(messageId: string): void
  markRead(conversationId: string, position: number): void
  markUnread(conversationId: string, position: number): Promise<void>
  /** To be called at each key stroke; tells the others at most every 3 s, and that it stopped after 5 s without. */
  type(conversationId: string): void
  /** Nothing is left of what was typed. */
  stopTyping(conversationId: string): void
  searchUsers(query: string, cursor?: string): Promise<{ users: User[]; nextCursor: string | null }>
  /** Answers the one conversation of the pair, made if there is none; its messages follow. */
  openDirect(userId: string): Promise<Conversation>
  /** Whose presence is on screen now; replaces the last call's list. */
  watchPresence(userIds: readonly string[]): void
  /** Ends the session, and forgets what this device has kept, also if the server cannot be told: then it rejects. */
  signOut(): Promise<void>
}
