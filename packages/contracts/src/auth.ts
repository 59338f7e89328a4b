import { z } from 'zod'
import { displayName, email, password, storable, username, uuid } from './primitives.ts'
import type { User } from './users.ts'

const ticketWish = z.boolean().optional()

export const registerInput = z.strictObject({ email, username, displayName, password, ticket: ticketWish })
export const loginInput = z.strictObject({
  /** E-mail address or username. */
  identifier: z.string().trim().toLowerCase().min(1).max(254).refine(storable),
  password: z.string().min(1).max(128).refine(storable),
  ticket: ticketWish,
})
export const refreshInput = z.strictObject({ refreshToken: z.string().min(1).max(200) })
export const revokeSessionInput = z.strictObject({ sessionId: uuid })
export const claimAdminInput = z.strictObject({ setupToken: z.string().min(1).max(200), email, username, displayName, password })

export type RegisterInput = z.infer<typeof registerInput>
export type LoginInput = z.infer<typeof loginInput>
export type RevokeSessionInput = z.infer<typeof revokeSessionInput>
export type RefreshInput = z.infer<typeof refreshInput>
export type ClaimAdminInput = z.infer<typeof claimAdminInput>

export interface Tokens {
  accessToken: string
  /** ISO 8601 */
  accessTokenExpiresAt: string
  refreshToken: string
  /** ISO 8601 */
  refreshTokenExpiresAt: string
}

/** A program gets tokens; a browser asks for a `ticket`, which it trades once, within a minute, for its session cookie. */
export type SignedIn = { user: Me; tokens: Tokens } | { user: Me; ticket: string }

export interface Me extends User {
  email: string
  role: GlobalRole
}

export type GlobalRole = 'user' | 'moderator' | 'admin'

export interface RealtimeToken {
  token: string
  /** ISO 8601 */
  expiresAt: string
}

/** A sign-in of one's own that has not ended. */
export interface Session {
  id: string
  /** The one that asks. */
  current: boolean
  kind: 'browser' | 'program'
  userAgent: string
  address: string
  createdAt: string
  lastUsedAt: string
}
