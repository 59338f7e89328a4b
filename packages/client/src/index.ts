export type {
  Conversation,
  Draft,
  ErrorCode,
  Me,
  MemberPage,
  Message,
  MessageVersion,
  OwnState,
  OwnStatus,
  PresenceView,
  Profile,
  ProfileView,
  PublicGroup,
  PublicGroupPage,
  Reaction,
  Receipt,
  ReceiptCounts,
  Role,
  Session,
  SetStatusInput,
  Settings,
  SystemNote,
  Tokens,
  UpdateGroupInput,
  UpdateProfileInput,
  UpdateSettingsInput,
  User,
} from '@chatsphere/contracts'
export { type Calls, createCalls } from './calls.ts'
export type { ChatCalls, MessageRef, NewGroup } from './chat-calls.ts'
export type { ChatClient, ChatState, ConnectionState, OutgoingMessage, Timeline, WrittenDraft } from './chat-client.ts'
export { ChatError } from './chat-error.ts'
export { createClient } from './create-client.ts'
export type { ClientStorage } from './device/client-storage.ts'
export { newId } from './new-id.ts'
