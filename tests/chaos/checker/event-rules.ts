import { type ConsumerName, consumerBindings, type DomainEventTopic } from '@chatsphere/contracts'
import type { Evidence, OutboxEntry, Rule } from './evidence.ts'

/** The events that stand for a revision of a conversation. */
export function revisionEvents(outbox: readonly OutboxEntry[]): (OutboxEntry & { conversationId: string; revision: number })[] {
  return outbox.flatMap((entry) => {
    const { conversationId, revision } = entry.payload
    return typeof conversationId === 'string' && typeof revision === 'number' ? [{ ...entry, conversationId, revision }] : []
  })
}

export const oneEvent: Rule = function* ({ database }) {
  const byConversation = Map.groupBy(revisionEvents(database.outbox), (event) => event.conversationId)
  for (const { id, revision: head } of database.conversations) {
    const byRevision = Map.groupBy(byConversation.get(id) ?? [], (event) => event.revision)
    for (let revision = 1; revision <= head; revision++) {
      const count = byRevision.get(revision)?.length ?? 0
      if (count !== 1) yield { invariant: 'one-event', message: `${id}: revision ${revision} has ${count} events`, about: [id] }
    }
    const beyond = [...byRevision.keys()].filter((revision) => revision > head)
    if (beyond.length > 0)
      yield { invariant: 'one-event', message: `${id}: events beyond the head, of ${beyond.join(', ')}`, about: [id] }
  }
  yield* userEvents(database)
}

/** How many user revisions each event took, by its kind. */
function* userEvents({ outbox, userRevisions }: Evidence['database']) {
  const expected = new Map<string, number>()
  const add = (userId: unknown) => expected.set(String(userId), (expected.get(String(userId)) ?? 0) + 1)
  for (const { topic, payload } of outbox) {
    // Whoever is named in a list takes a revision; alone somebody only where the list would have one name.
    if (Array.isArray(payload.userIds)) for (const userId of payload.userIds) add(userId)
    else if (topic === 'cursor.moved.v1' || topic === 'member.left.v1') add(payload.userId)
  }
  for (const { userId, revision } of userRevisions) {
    const count = expected.get(userId) ?? 0
    if (count === revision) continue
    const message = `${userId} has user revision ${revision}, the outbox has ${count} changes of theirs`
    yield { invariant: 'one-event' as const, message, about: [userId] }
  }
}

export const published: Rule = function* ({ database }) {
  const left = database.outbox.filter((entry) => !entry.published)
  if (left.length === 0) return
  yield {
    invariant: 'published',
    message: `${left.length} events are not published, the first is ${left[0]?.topic}`,
    about: left.slice(0, 3).map(({ id }) => id),
  }
}

export const handledOnce: Rule = function* ({ database }) {
  const handled = Map.groupBy(database.inbox, (row) => `${row.consumer} ${row.eventId}`)
  for (const [consumer, topics] of Object.entries(consumerBindings) as [ConsumerName, readonly DomainEventTopic[]][]) {
    const bound = database.outbox.filter((entry) => (topics as readonly string[]).includes(entry.topic))
    const missed = bound.filter(({ id }) => handled.get(`${consumer} ${id}`)?.length !== 1)
    if (missed.length > 0) {
      const about = missed.slice(0, 3).map(({ id }) => id)
      yield { invariant: 'handled-once', message: `${consumer} did not handle ${missed.length} events exactly once`, about }
    }
  }
  for (const { consumer, eventId, parked, attempts, lastError } of database.queued) {
    const message = `${consumer} ${parked ? 'has parked' : 'still has'} ${eventId} after ${attempts} tries (${lastError})`
    yield { invariant: 'handled-once', message, about: [eventId] }
  }
}
