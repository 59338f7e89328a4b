import type { ReplayDeadLetterInput } from '@chatsphere/contracts'
import type { Database } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import type { Actor, SystemCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertAdmin } from '../people/index.ts'
import type { DeadLetters } from '../ports.ts'

/**
 * As an admin gives a consumer an event again that it gave up on. Throws `forbidden`, `not_found` also if somebody else was
 * faster.
 */
export async function replayDeadLetter(ctx: SystemCtx, actor: Actor, input: ReplayDeadLetterInput): Promise<void> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  if (!(await replay(ctx, actor.userId, input))) throw new DomainError('not_found', 'There is no such dead letter.')
}

/** The same for the command of whoever runs the server. False: there is no such dead letter. */
export function unsafeReplayDeadLetter(
  ctx: { db: Database; deadLetters: DeadLetters },
  input: ReplayDeadLetterInput,
): Promise<boolean> {
  return replay(ctx, null, input)
}

function replay(
  { db, deadLetters }: { db: Database; deadLetters: DeadLetters },
  actorId: string | null,
  { consumer, eventId }: ReplayDeadLetterInput,
): Promise<boolean> {
  return db.inTransaction(async (tx) => {
    const isReplayed = await deadLetters.replay(tx, consumer, eventId)
    if (isReplayed) {
      await appendEvents(tx, [{ topic: 'dead_letter.replayed.v1', key: eventId, payload: { actorId, consumer, eventId } }])
    }
    return isReplayed
  })
}
