import type { HistoryInput, HistoryPage } from '@chatsphere/contracts'
import type { OutgoingMessage, Timeline } from './chat-client.ts'
import { toChatError } from './chat-error.ts'
import type { ChatStore } from './chat-store.ts'
import type { ConversationRecord } from './conversation-record.ts'
import type { LoadedRange } from './message-ranges.ts'

const pageSize = 50

/** Which part of a conversation is looked at, and what is under way for it. */
interface Look {
  /** In the range around this position, or in the one at the head. */
  around: number | undefined
  loading: Promise<void> | undefined
  failed: boolean
  shown: Timeline | undefined
}

/**
 * What of each conversation is on screen: the range at the head, or after `loadAround` the one around a position, until `showHead` or
 * until pages have joined it to the head. One page is fetched at a time in a conversation; while one around a position is on its way
 * what was shown before stays. If a sync has made the store forget the range that is looked at, `restore` fetches it again.
 */
export class Timelines {
  readonly #store: ChatStore
  readonly #outgoing: (conversationId: string) => readonly OutgoingMessage[]
  readonly #fetch: (input: HistoryInput) => Promise<HistoryPage>
  readonly #onChanged: () => void
  readonly #looks = new Map<string, Look>()

  constructor(options: {
    store: ChatStore
    outgoing: (conversationId: string) => readonly OutgoingMessage[]
    fetch: (input: HistoryInput) => Promise<HistoryPage>
    onChanged: () => void
  }) {
    this.#store = options.store
    this.#outgoing = options.outgoing
    this.#fetch = options.fetch
    this.#onChanged = options.onChanged
  }

  /** The same object as long as nothing in it has changed. */
  of(conversationId: string): Timeline {
    const look = this.#look(conversationId)
    const record = this.#store.record(conversationId)
    const range = record && this.#shownRange(record, look)
    const timeline: Timeline = {
      messages: record?.messages(range) ?? nothing,
      outgoing: this.#outgoing(conversationId),
      hasBefore: record !== undefined && hasBefore(record, range),
      hasAfter: hasAfter(range),
      status: look.failed ? 'failed' : range ? 'ready' : 'loading',
    }
    if (!look.shown || !isSame(look.shown, timeline)) look.shown = timeline
    return look.shown
  }

  async loadBefore(conversationId: string): Promise<void> {
    const { record, range } = this.#at(conversationId)
    if (record && range && hasBefore(record, range)) await this.#load(record, { before: range.from })
  }

  async loadAfter(conversationId: string): Promise<void> {
    const { record, range } = this.#at(conversationId)
    if (record && range && hasAfter(range)) await this.#load(record, { after: range.to })
  }

  async loadAround(conversationId: string, position: number): Promise<void> {
    const look = this.#look(conversationId)
    while (look.loading) await look.loading.catch(() => undefined)
    const record = this.#store.record(conversationId)
    const nearest = record ? Math.min(Math.max(position, record.historyFrom), record.view().lastPosition) : position
    if (record && !record.range(nearest)) await this.#load(record, { around: nearest })
    look.around = nearest
    this.#onChanged()
  }

  showHead(conversationId: string): void {
    const look = this.#look(conversationId)
    look.around = undefined
    look.failed = false
    this.#onChanged()
  }

  /** To be called when a sync has been applied. */
  restore(): void {
    for (const [conversationId, { around }] of this.#looks) {
      const record = this.#store.record(conversationId)
      if (around === undefined || !record?.isLoaded || record.range(around)) continue
      // The head is shown meanwhile, and stays if this fails.
      this.#load(record, { around }).catch(() => undefined)
    }
  }

  async #load(record: ConversationRecord, anchor: { before: number } | { after: number } | { around: number }): Promise<void> {
    const look = this.#look(record.id)
    if (look.loading) return
    look.failed = false
    const page = this.#fetch({ conversationId: record.id, ...anchor, limit: pageSize })
    look.loading = page.then((answer) => this.#store.applyPage(record, answer))
    try {
      await look.loading
    } catch (error) {
      look.failed = true
      throw toChatError(error)
    } finally {
      look.loading = undefined
      this.#onChanged()
    }
  }

  #look(conversationId: string): Look {
    const known = this.#looks.get(conversationId)
    if (known) return known
    const look: Look = { around: undefined, loading: undefined, failed: false, shown: undefined }
    this.#looks.set(conversationId, look)
    return look
  }

  #at(conversationId: string) {
    const record = this.#store.record(conversationId)
    return { record, range: record && this.#shownRange(record, this.#look(conversationId)) }
  }

  #shownRange(record: ConversationRecord, { around }: Look): LoadedRange | undefined {
    return (around === undefined ? undefined : record.range(around)) ?? record.range()
  }
}

/** Positions have no gap, so that there is more wherever the range does not begin where history does. */
function hasBefore(record: ConversationRecord, range: LoadedRange | undefined): boolean {
  return range !== undefined && range.from > record.historyFrom
}

function hasAfter(range: LoadedRange | undefined): boolean {
  return range !== undefined && range.to !== Number.POSITIVE_INFINITY
}

const nothing: Timeline['messages'] = []

function isSame(one: Timeline, other: Timeline): boolean {
  return (
    one.messages === other.messages &&
    one.outgoing === other.outgoing &&
    one.hasBefore === other.hasBefore &&
    one.hasAfter === other.hasAfter &&
    one.status === other.status
  )
}
