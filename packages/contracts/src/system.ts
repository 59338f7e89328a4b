import { z } from 'zod'
import { type ConsumerName, consumerNames } from './domain-events.ts'
import { uuid } from './primitives.ts'

/** The events that a consumer gave up on, the last one first; for admins alone. */
export const listDeadLettersInput = z.strictObject({
  consumer: z.enum(consumerNames).optional(),
  limit: z.int().min(1).max(200).optional(),
})
export const replayDeadLetterInput = z.strictObject({ consumer: z.enum(consumerNames), eventId: uuid })

export type ListDeadLettersInput = z.infer<typeof listDeadLettersInput>
export type ReplayDeadLetterInput = z.infer<typeof replayDeadLetterInput>

export const serviceNames = ['web', 'realtime', 'workers'] as const
export type ServiceName = (typeof serviceNames)[number]

/** A process that runs. */
export interface Service {
  id: string
  name: ServiceName
  /** The machine that it runs on. */
  host: string
  /** Where clients reach it, as an origin; null: it has none of its own. */
  url: string | null
  version: string
  startedAt: string
  /** Open sockets; 0 where a process holds none. */
  sockets: number
  /** The share of the last seconds in which its event loop was busy, from 0 to 1. */
  busy: number
}

export interface DeadLetter {
  consumer: ConsumerName
  eventId: string
  topic: string
  tries: number
  /** Of the request that made the change, as in the logs; null: nobody asked for it, or it is of an earlier version. */
  requestId: string | null
  /** What its handler threw at the last try. */
  lastError: string
  /** When the change happened. */
  createdAt: string
  parkedAt: string
}
