import type { SendResult } from '@chatsphere/contracts'
import type { OutgoingMessage } from './chat-client.ts'
import { type ChatError, leavesOutcomeOpen, toChatError } from './chat-error.ts'
import type { Turn } from './device/turn.ts'
import type { OutgoingMessages } from './outgoing-messages.ts'

/** As many as one array may carry. */
const sendManyMax = 50
const retryBaseMs = 500
const retryMaxMs = 15_000

export interface OutboxOptions {
  messages: OutgoingMessages
  /** Whose turn it is to send, of the tabs that share the messages. */
  sending: Promise<Turn>
  /** Sends the messages of one conversation in their order; rejects with a `ChatError`. */
  send(conversationId: string, messages: readonly OutgoingMessage[]): Promise<SendResult[]>
  onAcknowledged(result: SendResult): void
  setTimeout(run: () => void, ms: number): unknown
  random(): number
  /** An id of now, later as text than those before. */
  rankOfNow(): string
}

/**
 * Sends the outgoing messages.
 *
 * A message is *pending* until the server answers: with its position (it is gone), or with a refusal (*failed*: the text stays until
 * somebody retries or discards it). In one conversation one send is under way at a time, with everything that was pending then; no
 * answer, or one that leaves the outcome open, repeats the same ids, and the successors wait. An array that is refused is sent again one
 * by one, so that only the culprit fails.
 *
 * *paused* until `resume` (there is a connection), then *waiting* until it is this tab's turn, then *sending* until `pause`, or until the
 * turn is lost. Leaving *sending* ends nothing: what is under way is repeated by whoever sends next.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #busy = new Set<string>()
  readonly #oneByOne = new Set<string>()
  readonly #attempts = new Map<string, number>()
  #resumed = false
  #hasTurn = false
  #sending = false
  #leaveTurn: (() => void) | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  add(message: Pick<OutgoingMessage, 'conversationId' | 'id' | 'body' | 'createdAt'>): void {
    this.#options.messages.add({ ...message, state: 'pending', rank: this.#options.messages.rankAfterAll(message.id) })
  }

  retry(messageId: string): void {
    const message = this.#options.messages.find(messageId)
    if (message?.state !== 'failed') return
    const { error: _error, ...rest } = message
    this.#options.messages.change({
      ...rest,
      state: 'pending',
      rank: this.#options.messages.rankAfterAll(this.#options.rankOfNow()),
    })
  }

  discard(messageId: string): void {
    if (this.#options.messages.find(messageId)?.state === 'failed') this.#options.messages.remove(messageId)
  }

  /** To be called whenever the messages of a conversation have changed. */
  drain(conversationId: string): void {
    if (!this.#sending || this.#busy.has(conversationId)) return
    const pending = this.#options.messages.of(conversationId).filter((message) => message.state === 'pending')
    if (pending.length === 0) {
      this.#oneByOne.delete(conversationId)
      return
    }
    const batch = pending.slice(0, this.#oneByOne.has(conversationId) ? 1 : sendManyMax)
    this.#busy.add(conversationId)
    this.#options
      .send(conversationId, batch)
      .then(
        (results) => {
          this.#attempts.delete(conversationId)
          for (const result of results) {
            this.#options.onAcknowledged(result)
            this.#options.messages.remove(result.message.id, result)
          }
          return 0
        },
        (reason: unknown) => this.#refused(conversationId, batch, toChatError(reason)),
      )
      .then((delayMs) => {
        const next = () => {
          this.#busy.delete(conversationId)
          this.drain(conversationId)
        }
        // Timers of a tab in the background come once a minute.
        if (delayMs === 0) next()
        else this.#options.setTimeout(next, delayMs)
      })
  }

  resume(): void {
    if (this.#resumed) return
    this.#resumed = true
    void this.#waitForTurn()
  }

  pause(): void {
    this.#resumed = false
    this.#loseTurn()
    this.#leaveTurn?.()
    this.#leaveTurn = undefined
  }

  async #waitForTurn(): Promise<void> {
    const turn = await this.#options.sending
    if (!this.#resumed || this.#leaveTurn) return
    this.#leaveTurn = turn.request(
      () => void this.#takeTurn(),
      () => this.#loseTurn(),
    )
  }

  async #takeTurn(): Promise<void> {
    const { messages } = this.#options
    this.#hasTurn = true
    await messages.load()
    if (!this.#hasTurn) return
    this.#sending = true
    messages.tellSending()
    for (const conversationId of messages.conversationIds) this.drain(conversationId)
  }

  #loseTurn(): void {
    this.#hasTurn = false
    this.#sending = false
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
    for (const { id } of batch) {
      const row = this.#options.messages.find(id)
      if (row) this.#options.messages.change({ ...row, state: 'failed', error: { code: error.code, message: error.message } })
    }
    return 0
  }
}
