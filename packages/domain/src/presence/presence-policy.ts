import type { OwnStatus, PresenceView } from '@chatsphere/contracts'
import type { DevicePresence } from '../ports.ts'

/** What a person has chosen, and what is left of the last time that they were invisible. */
export interface ChosenStatus {
  readonly status: OwnStatus['status']
  readonly emoji: string | null
  readonly text: string | null
  readonly expiresAt: Date | null
  /** Until when they were invisible the last time; of somebody who is invisible now, the time before. */
  readonly hiddenUntil: Date | null
  /** The last seen that was shown when they became invisible. */
  readonly hiddenLastSeenAt: Date | null
}

/** All that decides what may be shown of a person, to nobody as it is. */
export interface PresenceFacts extends DevicePresence {
  readonly chosen: ChosenStatus
  /** Only those who hide theirs neither show nor see when somebody was last here. */
  readonly hidesLastSeen: boolean
  readonly disabled: boolean
  /** How many people they have blocked, or are blocked by: tells that this changed. */
  readonly blocks: number
}

/** What stands between a person and one who watches them and shares a conversation with them. */
export interface Relation {
  /** Either has blocked the other. */
  readonly blocked: boolean
  /** The watching one's own setting. */
  readonly hidesLastSeen: boolean
}

const nothingSaid = { emoji: null, text: null, expiresAt: null }
const nothingChosen: ChosenStatus = { status: 'online', ...nothingSaid, hiddenUntil: null, hiddenLastSeenAt: null }

/** What somebody shows of whom nothing may be known. */
export function unknownPresence(userId: string): PresenceView {
  return { userId, status: 'offline', lastSeenAt: null, ...nothingSaid }
}

/**
 * The one place that decides what somebody who shares a conversation with a person may see of them. Invisible looks like offline in
 * every respect; blocked, like somebody of whom nothing is known.
 */
export function presenceView(facts: PresenceFacts, relation: Relation): PresenceView {
  const { userId, devices, chosen } = facts
  if (relation.blocked || facts.disabled) return unknownPresence(userId)
  const hidesLastSeen = facts.hidesLastSeen || relation.hidesLastSeen
  const lastSeenAt = hidesLastSeen ? null : (shownLastSeen(chosen, facts.lastSeenAt)?.toISOString() ?? null)
  if (chosen.status === 'invisible') return { userId, status: 'offline', lastSeenAt, ...nothingSaid }
  const { emoji, text } = chosen
  const saysSomething = emoji !== null || text !== null
  const said = { emoji, text, expiresAt: saysSomething ? (chosen.expiresAt?.toISOString() ?? null) : null }
  if (devices === 'none') return { userId, status: 'offline', lastSeenAt, ...said }
  const byDevices = devices === 'idle' ? 'away' : 'online'
  return { userId, status: chosen.status === 'online' ? byDevices : chosen.status, lastSeenAt: null, ...said }
}

/** A visit while invisible never comes out, neither then nor later: shown is what was shown before it. */
export function shownLastSeen(chosen: ChosenStatus, lastSeenAt: Date | null): Date | null {
  const { status, hiddenUntil, hiddenLastSeenAt } = chosen
  if (status === 'invisible') return hiddenLastSeenAt
  return hiddenUntil !== null && (lastSeenAt === null || lastSeenAt <= hiddenUntil) ? hiddenLastSeenAt : lastSeenAt
}

/** What is chosen at a moment, of what is stored: the schedule that ends statuses may be late. */
export function chosenAt(stored: ChosenStatus | null, now: Date): ChosenStatus {
  if (stored === null) return nothingChosen
  return stored.expiresAt !== null && stored.expiresAt <= now ? replaced(stored, nothingChosen, stored.expiresAt) : stored
}

/** The next status of a person who did not become invisible with it. Whoever was, was so until `at`. */
export function replaced(before: ChosenStatus, next: Pick<ChosenStatus, keyof OwnStatus>, at: Date): ChosenStatus {
  const { hiddenUntil, hiddenLastSeenAt } = before
  return { ...next, hiddenUntil: before.status === 'invisible' ? at : hiddenUntil, hiddenLastSeenAt }
}
