import type { Message, SendResult } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { DomainError } from '../domain-error.ts'
import type { Outgoing, OutgoingMessage } from '../ports.ts'
import { accountDisabled } from '../users/index.ts'
import { conversationNotFound } from './access-conversation.ts'
import {
  capabilitiesIn,
  clockOf,
  type LiveChange,
  type LockedConversation,
  liveChange,
  lockMany,
  placeOf,
} from './locked-conversation.ts'
import { isTooLong, tooLong } from './message-length.ts'
import { findByIds, storeMessages } from './message-repository.ts'
import { type PlaceRow, savePosted } from './participant-repository.ts'

export type Outcome = { results: SendResult[] } | { refused: DomainError }

export interface StoredBatch {
  /** In the order of the calls. */
  outcomes: Outcome[]
  /** One per conversation that got messages, for the sockets of its members. */
  changes: LiveChange[]
}

/** A conversation while its batch is being numbered. */
interface Numbering {
  readonly locked: LockedConversation
  readonly createdAt: Date
  revision: number
  position: number
  readonly added: Message[]
  /** In slow mode: when those wrote who wrote in this batch. */
  readonly posted: Map<string, Date>
}

/**
 * Stores many calls in the caller's transaction: lock the conversations, look for the ids in a statement of its own, check the
 * right under the lock, number, insert, append the events. A refusal is an outcome and rolls nothing back; an error of the
 * database is thrown and concerns the whole batch.
 */
export async function storeBatch(tx: Tx, calls: readonly Outgoing[]): Promise<StoredBatch> {
  const conversationIds = [...new Set(calls.map((call) => call.conversationId))]
  const locked = await lockMany(tx, conversationIds)
  const keys = calls.flatMap(({ conversationId, messages }) => messages.flatMap((message) => keysOf(conversationId, message)))
  const known = new Map((await findByIds(tx, keys)).map((message) => [keyOf(message), message]))
  const numberings = new Map(locked.map((conversation) => [conversation.row.id, startNumbering(conversation)]))

  const outcomes = calls.map((call) => storeCall(call, numberings.get(call.conversationId), known))
  const grown = [...numberings.values()].filter((numbering) => numbering.added.length > 0)
  if (grown.length > 0) {
    const added = grown.flatMap((numbering) => numbering.added)
    await storeMessages(
      tx,
      added,
      grown.map(
        ({
          locked: {
            row: { id },
          },
          revision,
          position,
          createdAt,
        }) => ({
          id,
          revision,
          lastPosition: position,
          lastMessageAt: createdAt,
        }),
      ),
    )
    const posted = grown.flatMap(({ locked, posted }) =>
      [...posted].map(([userId, at]) => ({ conversationId: locked.row.id, userId, at })),
    )
    if (posted.length > 0) await savePosted(tx, posted)
    const requestIds = new Map(
      calls.flatMap(({ conversationId, messages, requestId = null }) =>
        messages.map(({ id }) => [keyOf({ conversationId, id }), requestId] as const),
      ),
    )
    await appendEvents(
      tx,
      added.map(({ conversationId, id, authorId, position, revision }) => ({
        topic: 'message.created.v1',
        key: conversationId,
        payload: { conversationId, messageId: id, authorId, position, revision },
        requestId: requestIds.get(keyOf({ conversationId, id })) ?? null,
      })),
    )
  }
  return { outcomes, changes: grown.map(({ locked, added }) => liveChange(locked, added)) }
}

function keyOf(message: { conversationId: string; id: string }): string {
  return `${message.conversationId}/${message.id}`
}

/** Of the message, and of what it replies to. */
function keysOf(conversationId: string, { id, replyTo }: OutgoingMessage): { conversationId: string; id: string }[] {
  return replyTo === undefined
    ? [{ conversationId, id }]
    : [
        { conversationId, id },
        { conversationId, id: replyTo },
      ]
}

function startNumbering(locked: LockedConversation): Numbering {
  const { revision, last_position: position } = locked.row
  return { locked, createdAt: clockOf(locked), revision, position, added: [], posted: new Map() }
}

/** `known` is asked before the right to post: one's own stored id is answered for ever. What this call adds becomes known. */
function storeCall(call: Outgoing, numbering: Numbering | undefined, known: Map<string, Message>): Outcome {
  if (!numbering) return { refused: conversationNotFound() }
  const find = (id: string) => known.get(keyOf({ conversationId: call.conversationId, id }))
  const stored = call.messages.map(({ id }) => find(id))
  const place = placeOf(numbering.locked, call.authorId)
  const present = place && !place.left_at ? place : undefined
  const allOwn = stored.every((message) => message?.authorId === call.authorId)
  if (!allOwn) {
    const refused = refusalOf(call, { numbering, place: present, stored, find })
    if (refused) return { refused }
  }
  const results = call.messages.map((message, index): SendResult => {
    const before = stored[index]
    if (before) return { message: asMayBeRead(before, present), duplicate: true }
    const added = add(numbering, call.authorId, message)
    known.set(keyOf(added), added)
    if (present && isSlow(numbering.locked, present)) numbering.posted.set(call.authorId, numbering.createdAt)
    return { message: added, duplicate: false }
  })
  return { results }
}

function refusalOf(
  call: Outgoing,
  seen: {
    numbering: Numbering
    place: PlaceRow | undefined
    stored: readonly (Message | undefined)[]
    find: (id: string) => Message | undefined
  },
): DomainError | null {
  const { place } = seen
  if (!place) return conversationNotFound()
  if (place.disabled) return accountDisabled()
  if (!capabilitiesIn(seen.numbering.locked, place).includes('post'))
    return new DomainError('forbidden', 'You may not write here.')
  if (!place.may_write) return new DomainError('forbidden', 'Confirm your e-mail address to write on this server.')
  const { message_length_max: lengthMax } = seen.numbering.locked.row
  if (call.messages.some(({ body }, index) => !seen.stored[index] && isTooLong(body, lengthMax))) return tooLong(lengthMax)
  const slow = slowed(call, seen.numbering, place, seen.stored)
  if (slow) return slow
  if (seen.stored.some((message) => message && message.authorId !== call.authorId)) {
    return new DomainError('id_conflict', 'This message id is taken.')
  }
  const isReachable = ({ replyTo }: OutgoingMessage, index: number) => {
    if (replyTo === undefined || seen.stored[index]) return true
    const target = seen.find(replyTo)
    if (target) return target.position >= place.history_from
    return call.messages.slice(0, index).some((earlier) => earlier.id === replyTo)
  }
  return call.messages.every(isReachable) ? null : new DomainError('invalid_input', 'replyTo: there is no such message here')
}

/** In slow mode messages come one at a time, each after its wait. */
function slowed(
  call: Outgoing,
  { locked, createdAt, posted }: Numbering,
  place: PlaceRow,
  stored: readonly (Message | undefined)[],
): DomainError | null {
  if (!isSlow(locked, place)) return null
  if (stored.filter((message) => !message).length > 1)
    return new DomainError('forbidden', 'One message at a time: slow mode is on here.')
  const last = posted.get(call.authorId) ?? place.posted_at
  const waitMs = last ? last.getTime() + locked.row.slow_mode_seconds * 1_000 - createdAt.getTime() : 0
  return waitMs > 0 ? new DomainError('rate_limited', 'Slow mode is on here: wait a moment.', { retryAfterMs: waitMs }) : null
}

/** Who may send others away does not wait. */
function isSlow(locked: LockedConversation, place: PlaceRow): boolean {
  return locked.row.slow_mode_seconds > 0 && !capabilitiesIn(locked, place).includes('remove_members')
}

/** Whoever has left, or came back to a conversation that hides what was before, is told no more than that it was stored. */
function asMayBeRead(message: Message, place: PlaceRow | undefined): SendResult['message'] {
  if (place && message.position >= place.history_from) return message
  const { conversationId, id, position, createdAt } = message
  return { conversationId, id, position, createdAt }
}

function add(numbering: Numbering, authorId: string, { id, body, replyTo }: OutgoingMessage): Message {
  numbering.position += 1
  numbering.revision += 1
  const message: Message = {
    conversationId: numbering.locked.row.id,
    id,
    position: numbering.position,
    revision: numbering.revision,
    version: 1,
    authorId,
    kind: 'user',
    body,
    replyTo: replyTo ?? null,
    threadRoot: null,
    attachments: [],
    reactions: [],
    mentions: [],
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    createdAt: numbering.createdAt.toISOString(),
  }
  numbering.added.push(message)
  return message
}
