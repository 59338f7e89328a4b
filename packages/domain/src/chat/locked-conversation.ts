import type { Capability, Message, MessageChanged } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { Actor } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { accountDisabled } from '../users/index.ts'
import { conversationNotFound } from './access-conversation.ts'
import { type ConversationRow, lockConversations } from './conversation-lock-repository.ts'
import { capabilitiesAt } from './conversation-policy.ts'
import { listPlaces, type PlaceRow } from './participant-repository.ts'

declare const checked: unique symbol

/** A conversation under its lock, with the places of all who are or were part of it, read after the lock was taken. */
export interface LockedConversation {
  readonly row: ConversationRow
  readonly places: readonly PlaceRow[]
}

/** The same, and the actor may do there what was asked for. Only `accessForChange` makes one. */
export type ChangeableConversation = LockedConversation & { readonly place: PlaceRow; readonly [checked]: true }

/** What the sockets of the members are told after the commit. */
export interface LiveChange {
  readonly userIds: readonly string[]
  readonly event: Omit<MessageChanged, 'epoch'>
}

/** Locks many conversations, in the order of their ids; those that are not there are left out. */
export async function lockMany(tx: Tx, conversationIds: readonly string[]): Promise<LockedConversation[]> {
  const rows = await lockConversations(tx, conversationIds)
  const places = Map.groupBy(await listPlaces(tx, conversationIds), (place) => place.conversation_id)
  return rows.map((row) => ({ row, places: places.get(row.id) ?? [] }))
}

/**
 * Locks the conversation that the actor wants to change, and checks under the lock that they may: a right that was taken away
 * before is seen, and none can be taken away meanwhile. Throws `not_found` unless they are a member, `forbidden` without the right,
 * `session_revoked` for an actor who is disabled by then.
 */
export async function accessForChange(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  needed?: Capability,
): Promise<ChangeableConversation> {
  const [locked] = await lockMany(tx, [conversationId])
  const place = locked && placeOf(locked, actor.userId)
  if (!place || place.left_at) throw conversationNotFound()
  if (place.disabled) throw accountDisabled()
  if (needed && !capabilitiesIn(locked, place).includes(needed)) throw notAllowed()
  return { ...locked, place } as ChangeableConversation
}

export function notAllowed(): DomainError {
  return new DomainError('forbidden', 'You may not do this here.')
}

export function placeOf(locked: LockedConversation, userId: string): PlaceRow | undefined {
  return locked.places.find((place) => place.user_id === userId)
}

export function capabilitiesIn(locked: LockedConversation, place: PlaceRow): readonly Capability[] {
  const { kind, permissions, archived } = locked.row
  const { role, silenced, left_at: leftAt } = place
  const closed = kind === 'direct' && locked.places.some((other) => other.has_blocked || (other !== place && other.disabled))
  return capabilitiesAt({ kind, role, permissions, archived, silenced, leftAt, closed })
}

/** The database's clock after the lock was taken, and never before what was stored last. */
export function clockOf(locked: LockedConversation): Date {
  const now = locked.places[0]?.now ?? locked.row.last_message_at
  return new Date(Math.max(now.getTime(), locked.row.last_message_at.getTime()))
}

/**
 * Tells the present members of the messages that took the revisions after the locked one. Where a row is older than what some member
 * may see nobody gets the rows: everybody syncs, which filters for each.
 */
export function liveChange(locked: LockedConversation, messages: readonly Message[]): LiveChange {
  const present = locked.places.filter((place) => !place.left_at)
  const { id, revision, audience } = locked.row
  const floor = present.reduce((highest, place) => Math.max(highest, place.history_from), 1)
  const isSeenByAll = messages.every((message) => message.position >= floor)
  return {
    userIds: present.map((place) => place.user_id),
    event: {
      conversationId: id,
      from: revision,
      through: revision + messages.length,
      ...(isSeenByAll && { messages: [...messages] }),
      audience,
    },
  }
}
