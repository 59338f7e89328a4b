import type { SendResult } from '@chatsphere/contracts'
import { currentRequestId, type Database, DatabaseUnavailable } from '@chatsphere/db'
import { DomainError } from '../domain-error.ts'
import type { Live, Outgoing, Sends } from '../ports.ts'
import { type Outcome, type StoredBatch, storeBatch } from './store-batch.ts'

interface Waiting extends Outgoing {
  resolve(results: SendResult[]): void
  reject(error: unknown): void
}

/** Two transactions keep PostgreSQL busy while one commits; more only wait for each other. */
const batchesInFlightMax = 2
/** Above this a statement gets slower, not cheaper, per row. */
const batchRowsMax = 250

/**
 * Group commit: sends that wait at the same moment share a transaction. One queue per process.
 *
 * A call is *waiting* until a batch takes it, then *in flight* until its transaction ends. A batch starts whenever fewer than two
 * are in flight and something waits; it takes calls in the order of arrival, and none of a conversation that is in flight, so that
 * calls to one conversation never overtake each other here. A committed batch answers each call and emits once per conversation.
 * A batch whose transaction failed is replayed split up, per conversation first, then per call, so that only the culprit fails.
 * When the database is away all of it is answered `unavailable`: the outcome is unknown, and the client repeats the same ids.
 *
 * The same ids of the same author that arrive while the first call is under way are joined to it: exactly one answers
 * `duplicate: false`. See docs/subsystems/delivery.md.
 */
export class SendQueue implements Sends {
  readonly #db: Database
  readonly #live: Live
  readonly #getEpoch: () => Promise<string>
  readonly #waiting = new Set<Waiting>()
  readonly #conversationsInFlight = new Set<string>()
  readonly #callsByIds = new Map<string, Promise<SendResult[]>>()
  #batchesInFlight = 0

  constructor(options: { db: Database; live: Live; getEpoch: () => Promise<string> }) {
    this.#db = options.db
    this.#live = options.live
    this.#getEpoch = options.getEpoch
  }

  send(call: Outgoing): Promise<SendResult[]> {
    const ids = [call.authorId, call.conversationId, ...call.messages.map((message) => message.id)].join('/')
    const first = this.#callsByIds.get(ids)
    if (first) return first.then((results) => results.map((result) => ({ ...result, duplicate: true })))

    const { promise, resolve, reject } = Promise.withResolvers<SendResult[]>()
    this.#callsByIds.set(ids, promise)
    const forget = () => this.#callsByIds.delete(ids)
    promise.then(forget, forget)
    this.#waiting.add({ ...call, requestId: currentRequestId(), resolve, reject })
    this.#fill()
    return promise
  }

  #fill(): void {
    while (this.#batchesInFlight < batchesInFlightMax) {
      const batch = this.#take()
      if (batch.length === 0) return
      const conversationIds = batch.map((call) => call.conversationId)
      this.#batchesInFlight += 1
      for (const id of conversationIds) this.#conversationsInFlight.add(id)
      void this.#run(batch).finally(() => {
        this.#batchesInFlight -= 1
        for (const id of conversationIds) this.#conversationsInFlight.delete(id)
        this.#fill()
      })
    }
  }

  #take(): Waiting[] {
    const batch: Waiting[] = []
    let rows = 0
    for (const call of this.#waiting) {
      if (this.#conversationsInFlight.has(call.conversationId)) continue
      if (batch.length > 0 && rows + call.messages.length > batchRowsMax) break
      this.#waiting.delete(call)
      batch.push(call)
      rows += call.messages.length
    }
    return batch
  }

  /** Never rejects: each call of the batch is answered on the way. */
  async #run(batch: readonly Waiting[]): Promise<void> {
    let stored: StoredBatch
    let epoch: string
    try {
      epoch = await this.#getEpoch()
      stored = await this.#db.inTransaction((tx) => storeBatch(tx, batch))
    } catch (error) {
      await this.#replay(batch, error)
      return
    }
    for (const [index, call] of batch.entries()) settle(call, stored.outcomes[index])
    for (const change of stored.changes) {
      this.#live.emit(
        change.userIds.map((userId) => `user:${userId}` as const),
        'message:changed',
        { ...change.event, epoch },
      )
    }
  }

  async #replay(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1 || error instanceof DatabaseUnavailable) {
      for (const call of batch) call.reject(refusalOf(error))
      return
    }
    const byConversation = [...Map.groupBy(batch, (call) => call.conversationId).values()]
    const parts = byConversation.length > 1 ? byConversation : batch.map((call) => [call])
    for (const part of parts) await this.#run(part)
  }
}

function settle(call: Waiting, outcome: Outcome | undefined): void {
  if (outcome && 'results' in outcome) call.resolve(outcome.results)
  else call.reject(outcome?.refused ?? new Error('A batch answers every call'))
}

/** PostgreSQL's class 22: the data itself cannot be stored. Anything else stays what it was. */
function refusalOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && code.startsWith('22')
    ? new DomainError('invalid_input', 'This message cannot be stored as it is.')
    : error
}
