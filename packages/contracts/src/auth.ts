import { z } from 'zod'
import type { GlobalRole } from './choices.ts'
import { displayName, email, password, storable, username, uuid } from './primitives.ts'
import type { Profile } from './users.ts'

const ticketWish = z.boolean().optional()

export const registerInput = z.strictObject({
  email,
  username,
  displayName,
  password,
  /** The code of an invitation, where registering takes one. */
  invitation: z.string().min(1).max(200).optional(),
  ticket: ticketWish,
})
export const loginInput = z.strictObject({
  /** E-mail address or username. */
  identifier: z.string().trim().toLowerCase().min(1).max(254).refine(storable),
  password: z.string().min(1).max(128).refine(storable),
  ticket: ticketWish,
})
export const refreshInput = z.strictObject({ refreshToken: z.string().min(1).max(200) })
export const revokeSessionInput = z.strictObject({ sessionId: uuid })
export const claimAdminInput = z.strictObject({ setupToken: z.string().min(1).max(200), email, username, displayName, password })

/** A link's token; it proves that whoever shows it reads the mail of that address. */
const mailedToken = z.string().min(1).max(200)
/** What changes the account itself asks for the password again, so that a device left open is not enough. */
const currentPassword = z.string().min(1).max(128).refine(storable)
export const verifyEmailInput = z.strictObject({ token: mailedToken })
export const requestPasswordResetInput = z.strictObject({ email })
export const resetPasswordInput = z.strictObject({ token: mailedToken, password })
export const changePasswordInput = z.strictObject({ currentPassword, password })
export const changeEmailInput = z.strictObject({ currentPassword, email })
export const revokeOtherSessionsInput = z.strictObject({
  /** The asking session too: sign out everywhere. */
  current: z.boolean().optional(),
})
export const endAccountInput = z.strictObject({ currentPassword })

export type RegisterInput = z.infer<typeof registerInput>
export type LoginInput = z.infer<typeof loginInput>
export type VerifyEmailInput = z.infer<typeof verifyEmailInput>
export type RequestPasswordResetInput = z.infer<typeof requestPasswordResetInput>
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>
export type ChangePasswordInput = z.infer<typeof changePasswordInput>
export type ChangeEmailInput = z.infer<typeof changeEmailInput>
export type RevokeOtherSessionsInput = z.infer<typeof revokeOtherSessionsInput>
export type EndAccountInput = z.infer<typeof endAccountInput>
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

export interface Me extends Profile {
  email: string
  emailVerified: boolean
  role: GlobalRole
}

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
  /** What the user agent means in words, such as `Firefox on Linux`. */
  device: string
  address: string
  createdAt: string
  lastUsedAt: string
}
