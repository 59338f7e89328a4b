import { z } from 'zod'
import { ownStatuses, watchedMax } from './choices.ts'
import { emoji, line, moment, uuid } from './primitives.ts'

export const watchInput = z.strictObject({ userIds: z.array(uuid).max(watchedMax) })
/** What is left out is cleared: the whole status is set at once. */
export const setStatusInput = z.strictObject({
  status: z.enum(ownStatuses),
  emoji: emoji.optional(),
  text: line(100).optional(),
  /** When the status is over, text and all: then it is `online` again. For ever without it. */
  expiresAt: moment.optional(),
})
/** This device has been idle for `idleAfterMs`, or is in use again. */
export const idleInput = z.strictObject({ idle: z.boolean() })

export type WatchInput = z.infer<typeof watchInput>
export type SetStatusInput = z.infer<typeof setStatusInput>
export type IdleInput = z.infer<typeof idleInput>

/** What others see. Away: all devices are idle, or chosen. */
export type PresenceStatus = 'online' | 'away' | 'dnd' | 'offline'

export interface PresenceView {
  userId: string
  status: PresenceStatus
  /** ISO 8601; null while here, never seen, or hidden. */
  lastSeenAt: string | null
  emoji: string | null
  text: string | null
  /** ISO 8601: from then on emoji and text are over. */
  expiresAt: string | null
}

/** What a person has chosen; over after `expiresAt`. */
export interface OwnStatus {
  status: (typeof ownStatuses)[number]
  emoji: string | null
  text: string | null
  /** ISO 8601 */
  expiresAt: string | null
}
