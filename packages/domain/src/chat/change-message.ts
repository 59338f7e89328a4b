import type { Capability, Message } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents, type NewEvent } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { announceChange } from './announce-change.ts'
import { accessForChange, capabilitiesIn, clockOf, liveChange } from './locked-conversation.ts'
import { findByIds, updateMessage } from './message-repository.ts'

/** What an act sees before it decides: the row as it is under the lock. */
export interface Seen {
  readonly message: Message
  readonly capabilities: readonly Capability[]
  /** How many code points a body that is written now may have. */
  readonly lengthMax: number
  readonly now: Date
}

type MessageEventTopic = 'message.edited.v1' | 'message.deleted.v1' | 'message.reacted.v1' | 'message.pinned.v1'
type EventOf<Topic extends MessageEventTopic> = Extract<NewEvent, { topic: Topic }>

export interface Change {
  /** The row as it shall be. Its revision is given here. */
  readonly next: Message
  readonly event: {
    [Topic in MessageEventTopic]: {
      topic: Topic
      payload: Omit<EventOf<Topic>['payload'], 'conversationId' | 'messageId' | 'actorId' | 'revision'>
    }
  }[MessageEventTopic]
}

/**
 * Changes one message row that the actor may see: under the conversation's lock `decide` looks at it and answers the row as it shall
 * be, or null when it is so already. A changed row takes the next revision and has one event; without a change there is neither.
 * Throws what `decide` throws, and `not_found` for a message that is not there, not to be seen, deleted or no person's.
 */
export async function changeMessage(
  ctx: Ctx,
  actor: Actor,
  input: { conversationId: string; id: string },
  decide: (seen: Seen, tx: Tx) => Change | null | Promise<Change | null>,
): Promise<{ message: Message; changed: boolean }> {
  await ctx.limits.consume('changePerAccount', actor.userId)
  const { message, live } = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, input.conversationId)
    const [stored] = await findByIds(tx, [{ conversationId: input.conversationId, id: input.id }])
    if (stored?.kind !== 'user' || stored.position < locked.place.history_from) throw messageNotFound()
    const seen = {
      message: stored,
      capabilities: capabilitiesIn(locked, locked.place),
      lengthMax: locked.row.message_length_max,
      now: clockOf(locked),
    }
    const change = await decide(seen, tx)
    if (!change) return { message: stored }
    const message = { ...change.next, revision: locked.row.revision + 1 }
    await updateMessage(tx, message)
    const { conversationId, id, revision } = message
    const payload = { ...change.event.payload, conversationId, messageId: id, actorId: actor.userId, revision }
    // The parts are of one topic, which TypeScript does not follow through the spread.
    await appendEvents(tx, [{ topic: change.event.topic, key: conversationId, payload } as NewEvent])
    return { message, live: liveChange(locked, [message]) }
  })
  if (live) await announceChange(ctx, live)
  return { message, changed: live !== undefined }
}

export function messageNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such message, or it was deleted.')
}
