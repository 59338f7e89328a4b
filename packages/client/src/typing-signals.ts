import type { TypingChanged } from '@chatsphere/contracts'

/** While one goes on typing the others hear it again this often … */
const repeatMs = 3_000
/** … and this long after the last key stroke that it has ended. */
const idleMs = 5_000
/** A signal whose end was lost is forgotten after this. */
const forgetMs = 6_000

/** Who types where, and telling the others of one's own typing. */
export class TypingSignals {
  readonly #emit: (conversationId: string, on: boolean) => void
  readonly #onChanged: () => void
  readonly #others = new Map<string, Map<string, ReturnType<typeof setTimeout>>>()
  readonly #lists = new Map<string, readonly string[]>()
  readonly #own = new Map<string, { saidAt: number; idle: ReturnType<typeof setTimeout> }>()

  constructor(options: { emit: (conversationId: string, on: boolean) => void; onChanged: () => void }) {
    this.#emit = options.emit
    this.#onChanged = options.onChanged
  }

  in(conversationId: string): readonly string[] {
    return this.#lists.get(conversationId) ?? nobody
  }

  /** At each key stroke. */
  type(conversationId: string): void {
    const own = this.#own.get(conversationId)
    const now = Date.now()
    const saidAt = own && now - own.saidAt < repeatMs ? own.saidAt : now
    if (saidAt === now) this.#emit(conversationId, true)
    clearTimeout(own?.idle)
    this.#own.set(conversationId, { saidAt, idle: setTimeout(() => this.end(conversationId), idleMs) })
  }

  /** The text was sent, or nobody types any more. */
  end(conversationId: string): void {
    const own = this.#own.get(conversationId)
    if (!own) return
    clearTimeout(own.idle)
    this.#own.delete(conversationId)
    this.#emit(conversationId, false)
  }

  receive({ conversationId, userId, on }: TypingChanged): void {
    const timers = this.#others.get(conversationId) ?? new Map<string, ReturnType<typeof setTimeout>>()
    const known = timers.has(userId)
    clearTimeout(timers.get(userId))
    if (on)
      timers.set(
        userId,
        setTimeout(() => this.receive({ conversationId, userId, on: false }), forgetMs),
      )
    else timers.delete(userId)
    this.#others.set(conversationId, timers)
    if (known === on) return
    this.#lists.set(conversationId, [...timers.keys()])
    this.#onChanged()
  }

  stop(): void {
    for (const { idle } of this.#own.values()) clearTimeout(idle)
    for (const timers of this.#others.values()) for (const timer of timers.values()) clearTimeout(timer)
    this.#own.clear()
    this.#others.clear()
    this.#lists.clear()
  }
}

const nobody: readonly string[] = []
