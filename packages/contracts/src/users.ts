import { z } from 'zod'
import { uuid } from './primitives.ts'

export const getUserInput = z.strictObject({ userId: uuid })
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

export type GetUserInput = z.infer<typeof getUserInput>
export type SearchUsersInput = z.infer<typeof searchUsersInput>

export interface User {
  id: string
  username: string
  displayName: string
  /** A disabled account keeps its name on what it wrote, and can be written to no more. */
  disabled: boolean
}

export interface UserPage {
  users: User[]
  nextCursor: string | null
}
