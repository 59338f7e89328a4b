import type { PresenceView } from '@chatsphere/contracts'
import type { PresenceEvidence, PresenceFacts } from './evidence.ts'

export function isUnknown(view: PresenceView | null): boolean {
  return view === null || (view.status === 'offline' && view.lastSeenAt === null && view.emoji === null && view.text === null)
}

export function isBlocked({ blocks }: PresenceFacts, one: string, other: string): boolean {
  return blocks.some(
    ({ userId, blockedId }) => (userId === one && blockedId === other) || (userId === other && blockedId === one),
  )
}

/** `ever`: also in a conversation that one of them has left. */
export function shares({ places }: PresenceFacts, one: string, other: string, ever = false): boolean {
  const of = (user: string) =>
    places.flatMap((place) => (place.userId === user && (ever || !place.left) ? [place.conversationId] : []))
  const own = new Set(of(one))
  return one === other || of(other).some((id) => own.has(id))
}

const isoOf = (at: number | null) => (at === null ? null : new Date(Math.round(at)).toISOString())

/**
 * What the viewer may see of a person, from the devices as they really are and what the database has of choices. Written anew, so that a
 * mistake of the product is not made here too. Null: nothing.
 */
function truthOf({ facts, devices }: PresenceEvidence, viewerId: string, userId: string): PresenceView | null {
  const unknown = { userId, status: 'offline', lastSeenAt: null, emoji: null, text: null, expiresAt: null } as const
  if (!shares(facts, viewerId, userId)) return null
  if (isBlocked(facts, viewerId, userId)) return unknown
  const row = facts.statuses.find((status) => status.userId === userId)
  const isOver = row !== undefined && row.expiresAt !== null && row.expiresAt <= facts.now
  const chosen = row && !isOver ? row : undefined
  const seenAt = facts.lastSeen.find((each) => each.userId === userId)?.at ?? null
  const hiddenUntil = row?.status === 'invisible' ? (row.expiresAt ?? Number.POSITIVE_INFINITY) : (row?.hiddenUntil ?? null)
  const isHidden = hiddenUntil !== null && (seenAt === null || seenAt <= hiddenUntil)
  const secret = facts.hiders.includes(viewerId) || facts.hiders.includes(userId)
  const lastSeenAt = secret ? null : isoOf(isHidden ? (row?.hiddenLastSeenAt ?? null) : seenAt)
  const here = devices.filter((device) => device.userId === userId && device.connected)
  if (chosen?.status === 'invisible') return { ...unknown, lastSeenAt }
  const { emoji = null, text = null } = chosen ?? {}
  const said = { emoji, text, expiresAt: emoji === null && text === null ? null : isoOf(chosen?.expiresAt ?? null) }
  if (here.length === 0) return { ...unknown, ...said, lastSeenAt }
  const own = here.every(({ idle }) => idle) ? 'away' : 'online'
  return { ...unknown, ...said, status: !chosen || chosen.status === 'online' ? own : chosen.status }
}

export interface PresenceDifference {
  readonly device: string
  readonly userId: string
  readonly shown: PresenceView | null
  readonly truth: PresenceView | null
}

/** Where a connected device shows something else than what is so. */
export function presenceDifferences(evidence: PresenceEvidence): PresenceDifference[] {
  return evidence.devices
    .filter(({ connected }) => connected)
    .flatMap(({ name, userId: viewerId, shown }) =>
      Object.entries(shown).flatMap(([userId, view]) => {
        const truth = truthOf(evidence, viewerId, userId)
        const isSame = isUnknown(truth) ? isUnknown(view) : view !== null && textOf(view) === textOf(truth)
        return isSame ? [] : [{ device: name, userId, shown: view, truth }]
      }),
    )
}

export function textOf(view: PresenceView | null): string {
  if (view === null) return 'nothing'
  const { status, lastSeenAt, emoji, text, expiresAt } = view
  return [status, lastSeenAt, emoji, text, expiresAt].map((part) => part ?? '-').join(' ')
}
