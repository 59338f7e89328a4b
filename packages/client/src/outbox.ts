import type { SendResult } from '@chatsphere/contracts'
import type { OutgoingMessage } from './chat-client.ts'
import { type ChatError, leavesOutcomeOpen, toChatError } from './chat-error.ts'

/** As many as one array may carry. */
const sendManyMax = 50
const retryBaseMs = 500
const retryMaxMs = 15_000

export interface OutboxOptions {
  /** Sends the messages of one conversation in their order; rejects with a `ChatError`. */
  send(conversationId: string, messages: readonly { id: string; body: string; replyTo?: string }[]): Promise<SendResult[]>
  onAcknowledged(result: SendResult): void
  onChanged(): void
  setTimeout(run: () => void, ms: number): unknown
  random(): number
}

/**
 * The messages written here that the server has not acknowledged.
 *
 * A message is *pending* until the server answers: with its position (it leaves the outbox), or with a refusal (*failed*: the text
 * stays until somebody retries or discards it). In one conversation one send is under way at a time, with everything that was
 * pending then; no answer, or one that leaves the outcome open, repeats the same ids, and the successors wait. An array that is
 * refused is sent again one by one, so that only the culprit fails. `pause` ends nothing: what is under way is repeated on `resume`.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #queues = new Map<string, OutgoingMessage[]>()
  readonly #busy = new Set<string>()
  readonly #oneByOne = new Set<string>()
  readonly #attempts = new Map<string, number>()
  #running = false

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  of(conversationId: string): readonly OutgoingMessage[] {
    return this.#queues.get(conversationId) ?? none
  }

  get unsent(): number {
    let count = 0
    for (const queue of this.#queues.values()) count += queue.length
    return count
  }

  add(message: Omit<OutgoingMessage, 'state'>): void {
    this.#put(message.conversationId, [...this.of(message.conversationId), { ...message, state: 'pending' }])
    this.#drain(message.conversationId)
  }

  retry(messageId: string): void {
    const message = this.#find(messageId)
    if (message?.state !== 'failed') return
    const { error: _error, ...rest } = message
    const others = this.of(message.conversationId).filter((other) => other.id !== messageId)
    this.#put(message.conversationId, [...others, { ...rest, state: 'pending' }])
    this.#drain(message.conversationId)
  }

  discard(messageId: string): void {
    const message = this.#find(messageId)
    if (message?.state === 'failed') this.#remove(message.conversationId, messageId)
  }

  resume(): void {
    this.#running = true
    for (const conversationId of this.#queues.keys()) this.#drain(conversationId)
  }

  pause(): void {
    this.#running = false
  }

  #find(messageId: string): OutgoingMessage | undefined {
    for (const queue of this.#queues.values()) {
      const message = queue.find((candidate) => candidate.id === messageId)
      if (message) return message
    }
    return undefined
  }

  #put(conversationId: string, queue: OutgoingMessage[]): void {
    if (queue.length > 0) this.#queues.set(conversationId, queue)
    else this.#queues.delete(conversationId)
    this.#options.onChanged()
  }

  #remove(conversationId: string, messageId: string): void {
    this.#put(
      conversationId,
      this.of(conversationId).filter((message) => message.id !== messageId),
    )
  }

  #drain(conversationId: string): void {
    if (!this.#running || this.#busy.has(conversationId)) return
    const pending = this.of(conversationId).filter((message) => message.state === 'pending')
    if (pending.length === 0) {
      this.#oneByOne.delete(conversationId)
      return
    }
    const batch = pending.slice(0, this.#oneByOne.has(conversationId) ? 1 : sendManyMax)
    this.#busy.add(conversationId)
    this.#options
      .send(
        conversationId,
        batch.map(({ id, body, replyTo }) => ({ id, body, ...(replyTo !== undefined && { replyTo }) })),
      )
      .then(
        (results) => {
          this.#attempts.delete(conversationId)
          for (const result of results) {
            this.#options.onAcknowledged(result)
            this.#remove(conversationId, result.message.id)
          }
          return 0
        },
        (reason: unknown) => this.#refused(conversationId, batch, toChatError(reason)),
      )
      .then((delayMs) => {
        this.#options.setTimeout(() => {
          this.#busy.delete(conversationId)
          this.#drain(conversationId)
        }, delayMs)
      })
  }

  /** Answers after how long to go on. */
  #refused(conversationId: string, batch: readonly OutgoingMessage[], error: ChatError): number {
    if (leavesOutcomeOpen(error)) {
      const attempt = (this.#attempts.get(conversationId) ?? 0) + 1
      this.#attempts.set(conversationId, attempt)
      const ceilingMs = Math.min(retryMaxMs, retryBaseMs * 2 ** attempt)
      return error.retryAfterMs ?? ceilingMs * this.#options.random()
    }
    if (batch.length > 1) {
      this.#oneByOne.add(conversationId)
      return 0
    }
    const refused = new Set(batch.map((message) => message.id))
    this.#put(
      conversationId,
      this.of(conversationId).map((message) =>
        refused.has(message.id) ? { ...message, state: 'failed', error: { code: error.code, message: error.message } } : message,
      ),
    )
    return 0
  }
}

const none: readonly OutgoingMessage[] = []
