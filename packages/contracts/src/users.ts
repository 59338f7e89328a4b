import { z } from 'zod'
import { avatarColourCount } from './choices.ts'
import { displayName, line, paragraph, timeZone, usersAtOnceMax, uuid } from './primitives.ts'

export const getUserInput = z.strictObject({ userId: uuid })
export const listUsersInput = z.strictObject({ userIds: z.array(uuid).min(1).max(usersAtOnceMax) })
export const searchUsersInput = z.strictObject({
  query: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((query) => !query.includes('\0') && query.isWellFormed()),
  cursor: z.string().max(6).regex(/^\d+$/).optional(),
  limit: z.int().min(1).max(50).optional(),
})
/** What is left out stays as it is. */
export const updateProfileInput = z.strictObject({
  displayName: displayName.optional(),
  bio: paragraph(500).optional(),
  pronouns: line(40).optional(),
  /** An IANA name such as `Europe/Athens`; null: not told. */
  timeZone: timeZone.nullable().optional(),
  /** Null: the one that the id gives. */
  avatarColour: z
    .int()
    .min(0)
    .max(avatarColourCount - 1)
    .nullable()
    .optional(),
})
export const blockInput = z.strictObject({ userId: uuid })

export type GetUserInput = z.infer<typeof getUserInput>
export type ListUsersInput = z.infer<typeof listUsersInput>
export type SearchUsersInput = z.infer<typeof searchUsersInput>
export type UpdateProfileInput = z.infer<typeof updateProfileInput>
export type BlockInput = z.infer<typeof blockInput>

export interface User {
  id: string
  username: string
  displayName: string
  avatarColour: number | null
  /** A disabled account keeps its name on what it wrote, and can be written to no more. */
  disabled: boolean
  /** Gone for good: name and username stand for nobody. A deleted account is disabled too. */
  deleted: boolean
}

/** What everybody may read of a person beside their name. Empty: not told. */
export interface Profile extends User {
  bio: string
  pronouns: string
  timeZone: string | null
  createdAt: string
}

/** Somebody's profile as one other person sees it. */
export interface ProfileView extends Profile {
  /** The asking user has blocked them. */
  blocked: boolean
}

export interface UserPage {
  users: User[]
  nextCursor: string | null
}
