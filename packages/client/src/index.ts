export { type Calls, createCalls } from './calls.ts'
export type { ChatClient, ChatState, ConnectionState, OutgoingMessage, Timeline } from './chat-client.ts'
export { ChatError } from './chat-error.ts'
export { createClient } from './create-client.ts'
