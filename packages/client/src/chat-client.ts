import type { Conversation, Draft, ErrorCode, Me, Message, OwnState, PresenceView, User } from '@chatsphere/contracts'
import type { ChatCalls } from './chat-calls.ts'

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
  /** The id of the message that it answers. */
  replyTo?: string
  createdAt: string
  state: 'pending' | 'failed'
  error?: { code: ErrorCode; message: string }
  /** It is stored on this device, so that it outlives this page or process. */
  kept: boolean
}

/** What somebody has written and not sent. */
export type WrittenDraft = Pick<Draft, 'body' | 'replyTo'>

export interface Timeline {
  /** Ascending by position, without a gap but for what is on its way: an own message is here as soon as it has its position. */
  messages: readonly Message[]
  /** In the order of writing, to be shown after `messages` where nothing is `hasAfter`. */
  outgoing: readonly OutgoingMessage[]
  /** There are older messages to be loaded. */
  hasBefore: boolean
  /** There are newer ones: what is shown does not reach to the head, so that a new message does not appear here. */
  hasAfter: boolean
  /** `loading` the first page; `failed` to load a page, try the same again. */
  status: 'loading' | 'ready' | 'failed'
}

/** What may be read at any time; each object is replaced, never changed, so that identity tells whether something moved. */
export interface ChatState {
  /** There is something to show: the first sync has been applied, or what the device had kept. */
  ready: boolean
  connection: ConnectionState
  /** The newest activity first. */
  conversations: readonly Conversation[]
  /** The account, its settings and status, the same on all devices; undefined until it is known. */
  own: OwnState | undefined
}

/**
 * One signed-in user's live view of the chat. All methods may be called at any time, offline too.
 * Rejected calls reject with a `ChatError`.
 */
export interface ChatClient extends ChatCalls {
  readonly me: Me
  /** Connects and keeps connected until `stop`. */
  start(): void
  stop(): void
  /** Resolves when the state is level with the server for the first time, at once if it was before. Never rejects: it waits for a connection. */
  whenReady(): Promise<void>
  /** Resolves when nothing that was written here waits for its acknowledgement. Without a connection it waits for one. */
  whenSent(): Promise<void>
  /**
   * Calls `listener` with each message that another person writes while the client runs: once each, in a conversation in the order of
   * positions, also those that came while the connection was down (of more than 200 missed ones in a conversation only the newest 50).
   * System notes and one's own messages are not among them. Answers the function that ends that.
   */
  onMessage(listener: (message: Message) => void): () => void
  /** Calls `listener` after every change of anything readable here; answers the function that ends that. */
  subscribe(listener: () => void): () => void

  state(): ChatState
  conversation(conversationId: string): Conversation | undefined
  timeline(conversationId: string): Timeline
  /** A message that is known here, shown or not; `fetchMessage` gets another. */
  message(conversationId: string, messageId: string): Message | undefined
  /** The users who type in the conversation now, without oneself. */
  typing(conversationId: string): readonly string[]
  /** Known only of those whom `watchPresence` names, and who share a conversation with oneself. */
  presence(userId: string): PresenceView | undefined
  /** What somebody is called; undefined while it is not known. Known after a while of those whom `wantPerson` has named. */
  person(userId: string): User | undefined
  wantPerson(userId: string): void

  /** Loads the newest page if the timeline has none yet. */
  open(conversationId: string): Promise<void>
  /** Loads the page before the oldest message that the timeline shows. */
  loadBefore(conversationId: string): Promise<void>
  /** Loads the page after the newest message that the timeline shows. Once it meets the head the timeline is the one at the head again. */
  loadAfter(conversationId: string): Promise<void>
  /** The timeline shows what is around the position (the nearest one that may be seen), loaded if need be. */
  loadAround(conversationId: string, position: number): Promise<void>
  /** The timeline shows the newest messages again. */
  showHead(conversationId: string): void
  /** Shows the message as soon as the device has stored it, and sends it when it can; answers its id. Never loses the text.
   * `replyTo`: the id of the message that it answers. */
  send(conversationId: string, body: string, options?: { replyTo?: string }): string
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
  /**
   * To be called at each change of what is written and not sent: the server gets it a second after the last one, for all devices, and
   * after each connect until it has it. An empty body without `replyTo`: there is none any more.
   */
  saveDraft(conversationId: string, draft: WrittenDraft): void
  /** Nobody writes there for now: it is told at once. */
  flushDraft(conversationId: string): void
  /** What was given to `saveDraft` is not yet in `Conversation.draft`, which is then older. */
  hasUnsavedDraft(conversationId: string): boolean
  /** Whose presence is on screen now, at most 200; replaces the last call's list. */
  watchPresence(userIds: readonly string[]): void
  /**
   * Nobody uses this device, or somebody does again; one is shown as away when that is so of all devices. A browser notices by itself; a
   * program is in use until it says otherwise.
   */
  setIdle(on: boolean): void
  /** Ends the session, and forgets what this device has kept, also if the server cannot be told: then it rejects. */
  signOut(): Promise<void>
}
