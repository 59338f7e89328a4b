export type {
  Conversation,
  ErrorCode,
  Me,
  Message,
  MessageVersion,
  OwnStatus,
  PresenceView,
  Reaction,
  Receipt,
  ReceiptCounts,
  Session,
  SetStatusInput,
  SystemNote,
  Tokens,
  User,
} from '@chatsphere/contracts'
export { type Calls, createCalls } from './calls.ts'
export type { ChatCalls, MessageRef, NewGroup } from './chat-calls.ts'
export type { ChatClient, ChatState, ConnectionState, OutgoingMessage, Timeline } from './chat-client.ts'
export { ChatError } from './chat-error.ts'
export { createClient } from './create-client.ts'
export type { ClientStorage } from './device/client-storage.ts'
