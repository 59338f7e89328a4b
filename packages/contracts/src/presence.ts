import { z } from 'zod'
import { uuid } from './primitives.ts'

export const watchInput = z.strictObject({ userIds: z.array(uuid).max(200) })
export type WatchInput = z.infer<typeof watchInput>

export type PresenceStatus = 'online' | 'offline'

export interface PresenceView {
  userId: string
  status: PresenceStatus
  /** ISO 8601; null while online or never seen. */
  lastSeenAt: string | null
}
