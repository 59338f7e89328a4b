import { z } from 'zod'
import type {
  Conversation,
  ConversationProfile,
  EditResult,
  Message,
  MessageResult,
  OwnState,
  ReceiptChanged,
  SendResult,
  SyncResult,
} from './chat.ts'
import {
  deleteInput,
  deliveredInput,
  editInput,
  markReadInput,
  reactInput,
  sendInput,
  sendManyInput,
  syncInput,
  typingInput,
} from './chat.ts'
import type { ErrorView } from './errors.ts'
import { idleInput, type PresenceView, watchInput } from './presence.ts'

export const renewInput = z.strictObject({ token: z.string().min(1).max(4096) })
export type RenewInput = z.infer<typeof renewInput>

/** Every inbound event and the schema of its one payload. An event that is not here is answered with `invalid_input`. */
export const clientEventInputs = {
  'message:send': z.union([sendInput, sendManyInput]),
  'message:edit': editInput,
  'message:delete': deleteInput,
  'message:react': reactInput,
  'read:advance': markReadInput,
  'delivered:advance': deliveredInput,
  sync: syncInput,
  'typing:set': typingInput,
  'presence:watch': watchInput,
  'presence:idle': idleInput,
  'session:renew': renewInput,
} as const

export type ClientEventName = keyof typeof clientEventInputs
export type ClientEventInput<Name extends ClientEventName> = z.infer<(typeof clientEventInputs)[Name]>

/** What the acknowledgement of each inbound event carries. */
export interface ClientEventResults {
  'message:send': SendResult | { results: SendResult[] }
  'message:edit': EditResult
  'message:delete': MessageResult
  'message:react': MessageResult
  'read:advance': Record<string, never>
  'delivered:advance': Record<string, never>
  sync: SyncResult
  'typing:set': Record<string, never>
  'presence:watch': { presence: PresenceView[] }
  'presence:idle': Record<string, never>
  'session:renew': { expiresAt: string }
}

export type Acknowledgement<Data> = { ok: true; data: Data } | { ok: false; error: ErrorView }

export type ClientEvents = {
  [Name in ClientEventName]: (
    input: ClientEventInput<Name>,
    ack: (answer: Acknowledgement<ClientEventResults[Name]>) => void,
  ) => void
}

/** The revisions `from` + 1 … `through` of a conversation. Without `messages` the client syncs. */
export interface MessageChanged {
  conversationId: string
  from: number
  through: number
  messages?: Message[]
  /** As of `through`, when one of the revisions changed it. */
  profile?: ConversationProfile
  audience: number
  epoch: string
}

/** The revisions `from` + 1 … `through` of one user's own state. */
export interface UserChanged {
  from: number
  through: number
  conversations: Conversation[]
  removed: string[]
  /** As of `through`, if one of the revisions changed any of it. */
  own?: OwnState
  epoch: string
}

export interface TypingChanged {
  conversationId: string
  userId: string
  on: boolean
}

export interface Heads {
  epoch: string
  userRevision: number
  conversations: { conversationId: string; revision: number }[]
}

export interface ServerEvents {
  'message:changed': (event: MessageChanged) => void
  'user:changed': (event: UserChanged) => void
  'receipt:changed': (event: ReceiptChanged) => void
  'typing:changed': (event: TypingChanged) => void
  'presence:changed': (event: PresenceView) => void
  heads: (event: Heads) => void
  resync: () => void
  reconnect: (event: { afterMs: number }) => void
  'session:revoked': () => void
}

export type ServerEventName = keyof ServerEvents
