import type { Message, MessageChanged, SendResult } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { DomainError } from '../domain-error.ts'
import type { Outgoing } from '../ports.ts'
import { conversationNotFound } from './access-conversation.ts'
import { mayPost } from './conversation-policy.ts'
import {
  findByIds,
  type LockedConversation,
  listPlaces,
  lockForPosting,
  type Placed,
  storeMessages,
} from './message-repository.ts'

export type Outcome = { results: SendResult[] } | { refused: DomainError }

export interface StoredBatch {
  /** In the order of the calls. */
  outcomes: Outcome[]
  /** One per conversation that got messages, for the sockets of its members. */
  changes: { userIds: string[]; event: Omit<MessageChanged, 'epoch'> }[]
}

/** A conversation while its batch is being numbered. */
interface Numbering {
  readonly locked: LockedConversation
  readonly places: readonly Placed[]
  readonly createdAt: Date
  revision: number
  position: number
  readonly added: Message[]
}

/**
 * Stores many calls in the caller's transaction: lock the conversations, look for the ids in a statement of its own, check the
 * right under the lock, number, insert, append the events. A refusal is an outcome and rolls nothing back; an error of the
 * database is thrown and concerns the whole batch.
 */
export async function storeBatch(tx: Tx, calls: readonly Outgoing[]): Promise<StoredBatch> {
  const conversationIds = [...new Set(calls.map((call) => call.conversationId))]
  const locked = await lockForPosting(tx, conversationIds)
  const keys = calls.flatMap((call) => call.messages.map((message) => ({ conversationId: call.conversationId, id: message.id })))
  const known = new Map((await findByIds(tx, keys)).map((message) => [keyOf(message), message]))
  const places = Map.groupBy(await listPlaces(tx, conversationIds), (place) => place.conversation_id)
  const numberings = new Map(locked.map((row) => [row.id, startNumbering(row, places.get(row.id) ?? [])]))

  const outcomes = calls.map((call) => storeCall(call, numberings.get(call.conversationId), known))
  const grown = [...numberings.values()].filter((numbering) => numbering.added.length > 0)
  if (grown.length > 0) {
    const added = grown.flatMap((numbering) => numbering.added)
    await storeMessages(
      tx,
      added,
      grown.map(({ locked: { id }, revision, position, createdAt }) => ({
        id,
        revision,
        lastPosition: position,
        lastMessageAt: createdAt,
      })),
    )
    await appendEvents(
      tx,
      added.map(({ conversationId, id, authorId, position, revision }) => ({
        topic: 'message.created.v1',
        key: conversationId,
        payload: { conversationId, messageId: id, authorId, position, revision },
      })),
    )
  }
  return { outcomes, changes: grown.map(changeOf) }
}

function keyOf(message: { conversationId: string; id: string }): string {
  return `${message.conversationId}/${message.id}`
}

function startNumbering(locked: LockedConversation, places: readonly Placed[]): Numbering {
  const now = places[0]?.now ?? locked.last_message_at
  return {
    locked,
    places,
    createdAt: new Date(Math.max(now.getTime(), locked.last_message_at.getTime())),
    revision: locked.revision,
    position: locked.last_position,
    added: [],
  }
}

/** `known` is asked before the right to post: one's own stored id is answered for ever. What this call adds becomes known. */
function storeCall(call: Outgoing, numbering: Numbering | undefined, known: Map<string, Message>): Outcome {
  if (!numbering) return { refused: conversationNotFound() }
  const stored = call.messages.map(({ id }) => known.get(keyOf({ conversationId: call.conversationId, id })))
  const place = numbering.places.find((candidate) => candidate.user_id === call.authorId)
  const allOwn = stored.every((message) => message?.authorId === call.authorId)
  if (!allOwn) {
    if (!place || place.left_at) return { refused: conversationNotFound() }
    const peerDisabled = numbering.locked.kind === 'direct' && numbering.places.some((other) => other !== place && other.disabled)
    if (!mayPost({ leftAt: place.left_at, peerDisabled })) {
      return { refused: new DomainError('forbidden', 'You may not write here.') }
    }
    if (stored.some((message) => message && message.authorId !== call.authorId)) {
      return { refused: new DomainError('id_conflict', 'This message id is taken.') }
    }
  }
  const results = call.messages.map((message, index) => {
    const before = stored[index]
    if (before) return { message: before, duplicate: true }
    const added = add(numbering, call.authorId, message)
    known.set(keyOf(added), added)
    return { message: added, duplicate: false }
  })
  return { results }
}

function add(numbering: Numbering, authorId: string, { id, body }: { id: string; body: string }): Message {
  numbering.position += 1
  numbering.revision += 1
  const message: Message = {
    conversationId: numbering.locked.id,
    id,
    position: numbering.position,
    revision: numbering.revision,
    version: 1,
    authorId,
    kind: 'user',
    body,
    replyTo: null,
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

function changeOf(numbering: Numbering): StoredBatch['changes'][number] {
  return {
    userIds: numbering.places.filter((place) => !place.left_at).map((place) => place.user_id),
    event: {
      conversationId: numbering.locked.id,
      from: numbering.locked.revision,
      through: numbering.revision,
      messages: numbering.added,
      audience: numbering.locked.audience,
    },
  }
}
