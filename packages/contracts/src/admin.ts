import { z } from 'zod'
import type { Session } from './auth.ts'
import { accountStates, type GlobalRole, globalRoles } from './choices.ts'
import { madeUuid, uuid } from './primitives.ts'
import type { User } from './users.ts'

const account = { userId: uuid }

/** Every account of this server, the newest first; all acts here are for admins alone. */
export const listAccountsInput = z.strictObject({
  /** Part of a name, a username or an e-mail address. */
  query: z
    .string()
    .trim()
    .max(80)
    .refine((query) => !query.includes('\0') && query.isWellFormed())
    .optional(),
  role: z.enum(globalRoles).optional(),
  state: z.enum(accountStates).optional(),
  cursor: uuid.optional(),
  limit: z.int().min(1).max(100).optional(),
})
export const setGlobalRoleInput = z.strictObject({ ...account, role: z.enum(globalRoles) })
export const setDisabledInput = z.strictObject({ ...account, disabled: z.boolean() })
export const accountSessionsInput = z.strictObject(account)
/** Without `sessionId` all of them. */
export const endAccountSessionsInput = z.strictObject({ ...account, sessionId: uuid.optional() })

const invitationSecondsMax = 365 * 24 * 60 * 60
export const createInvitationInput = z.strictObject({
  /** Made by the client once, so that the call may be repeated. */
  id: madeUuid,
  /** Without it the invitation does not end by itself. */
  expiresInSeconds: z.int().min(60).max(invitationSecondsMax).optional(),
  /** Without it as many may register as like. */
  usesMax: z.int().min(1).max(10_000).optional(),
})
export const revokeInvitationInput = z.strictObject({ invitationId: uuid })

export type CreateInvitationInput = z.infer<typeof createInvitationInput>
export type RevokeInvitationInput = z.infer<typeof revokeInvitationInput>
export type ListAccountsInput = z.infer<typeof listAccountsInput>
export type SetGlobalRoleInput = z.infer<typeof setGlobalRoleInput>
export type SetDisabledInput = z.infer<typeof setDisabledInput>
export type AccountSessionsInput = z.infer<typeof accountSessionsInput>
export type EndAccountSessionsInput = z.infer<typeof endAccountSessionsInput>

/** An account as an admin sees it. */
export interface Account extends User {
  email: string | null
  emailVerified: boolean
  role: GlobalRole
  createdAt: string
  disabledAt: string | null
  /** When one of its sessions was used last. */
  lastUsedAt: string | null
  sessions: number
}

export interface AccountPage {
  accounts: Account[]
  nextCursor: string | null
}

export type AccountSession = Omit<Session, 'current'>

/** A link that lets people register while that takes an invitation. */
export interface Invitation {
  id: string
  /** What `auth.register` asks for; null: it has ended. */
  code: string | null
  /** Null: the account is gone. */
  createdBy: string | null
  createdAt: string
  expiresAt: string | null
  usesMax: number | null
  uses: number
  revokedAt: string | null
}
