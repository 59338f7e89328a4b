import type { MessageChanged, UserChanged } from '@chatsphere/contracts'
import type { ChatStore } from './chat-store.ts'
import type { Syncer } from './syncer.ts'

/** This many events wait for one that is missing before them, at most; sync has the rest. */
const heldMax = 1_000

/**
 * Brings live events into the order of their revisions. One that fits is applied, one that is known is dropped, one that came too
 * early is *held*: it is tried again after each event that fits, and when it still does not fit after a moment, sync fetches what
 * is missing, which includes all that was held. One that fits and tells of something that only a sync can tell in full (a conversation
 * that is new here, a summary that cannot be exact any more) makes one follow too.
 */
export class LiveOrder {
  readonly #store: ChatStore
  readonly #syncer: Syncer
  #held: (MessageChanged | UserChanged)[] = []

  constructor(options: { store: ChatStore; syncer: Syncer }) {
    this.#store = options.store
    this.#syncer = options.syncer
  }

  receive(event: MessageChanged | UserChanged): void {
    if (this.#apply(event) !== 'gap') {
      this.retryHeld()
      const concerned = 'conversationId' in event ? [event.conversationId] : event.conversations.map(({ id }) => id)
      const isIncomplete = () => concerned.some((id) => this.#store.isIncomplete(id))
      if (isIncomplete()) this.#syncer.requestAfterHold(isIncomplete)
      return
    }
    this.#held = [...this.#held.slice(-heldMax + 1), event]
    this.#syncer.requestAfterHold(this.#isGapOpen)
  }

  /** One that fits may make room for the next. */
  retryHeld(): void {
    for (let progress = true; progress; ) {
      const before = this.#held
      this.#held = before.filter((event) => this.#apply(event) === 'gap')
      progress = this.#held.length > 0 && this.#held.length < before.length
    }
  }

  readonly #isGapOpen = (): boolean => {
    this.retryHeld()
    const open = this.#held.length > 0
    this.#held = []
    return open
  }

  #apply(event: MessageChanged | UserChanged) {
    return 'conversationId' in event ? this.#store.applyMessages(event) : this.#store.applyUser(event)
  }
}
