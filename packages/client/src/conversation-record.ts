import type { Conversation, ConversationChanges, Message, MessageChanged, Receipt } from '@chatsphere/contracts'
import { unreadMax } from './unread-max.ts'

/** What a live event did: applied, known before, or there is something missing before it. */
export type LiveOutcome = 'applied' | 'dropped' | 'gap'

/**
 * What is known of one conversation, independent of the order in which it arrived: of two states of a message the one with the
 * newer revision wins, of two summaries the later snapshot, of two receipts the further position.
 *
 * `cursor` says up to which revision all changes are known; only live events and sync move it, never an acknowledgement.
 * `low` is the first position of the loaded range, which reaches to the head; null while nothing whole is loaded. A change below it
 * only moves the cursor.
 */
export class ConversationRecord {
  readonly #ownUserId: string
  readonly #messages = new Map<string, Message>()
  readonly #receipts = new Map<string, Receipt>()
  #summary: Conversation
  #cursor = 0
  #low: number | null = null
  #hasBefore = false
  /** Where this device has read to, until the server says the same. */
  #readHere: { version: number; position: number } | null = null
  #view: Conversation | undefined
  #sorted: readonly Message[] | undefined

  constructor(ownUserId: string, summary: Conversation) {
    this.#ownUserId = ownUserId
    this.#summary = summary
    this.applySummary(summary)
  }

  get cursor(): number {
    return this.#cursor
  }

  get isLoaded(): boolean {
    return this.#low !== null
  }

  get hasBefore(): boolean {
    return this.#hasBefore
  }

  /** The first loaded position. */
  get low(): number {
    return this.#low ?? this.#summary.lastPosition + 1
  }

  /** What this device has read and the server does not know yet. */
  get unreportedRead(): { version: number; position: number } | null {
    return this.#readHere
  }

  /** The summary as of now: the last one of the server with everything that came since. */
  view(): Conversation {
    this.#view ??= this.#compose()
    return this.#view
  }

  /** The loaded messages, ascending by position. */
  messages(): readonly Message[] {
    this.#sorted ??= [...this.#messages.values()]
      .filter((message) => message.position >= this.low)
      .sort((one, other) => one.position - other.position)
    return this.#sorted
  }

  applySummary(summary: Conversation): void {
    const known = this.#summary
    if (summary.userRevision < known.userRevision || summary.revision < known.revision) return
    this.#summary = summary
    for (const receipt of summary.receipts) this.applyReceipt(receipt)
    const here = this.#readHere
    if (here && (summary.readVersion !== here.version || summary.readPosition >= here.position)) this.#readHere = null
    this.#changed()
  }

  applyReceipt(receipt: Receipt): void {
    const known = this.#receipts.get(receipt.userId)
    this.#receipts.set(receipt.userId, {
      userId: receipt.userId,
      readPosition: Math.max(receipt.readPosition, known?.readPosition ?? 0),
      deliveredPosition: Math.max(receipt.deliveredPosition, known?.deliveredPosition ?? 0),
    })
    this.#changed()
  }

  /** The event covers the revisions after `from`; without messages somebody has to sync. */
  applyLive(event: MessageChanged): LiveOutcome {
    if (event.through <= this.#cursor) return 'dropped'
    if (event.from > this.#cursor || !event.messages) return 'gap'
    // A conversation that was empty is whole with its first message.
    if (this.#low === null && this.#cursor === 0) this.#low = 1
    for (const message of event.messages) this.put(message)
    this.#cursor = event.through
    this.#changed()
    return 'applied'
  }

  applyChanges(changes: ConversationChanges): void {
    const fromTheStart = this.#low === null
    if (changes.limited) {
      this.#messages.clear()
      this.#low = null
    }
    for (const message of changes.messages) this.put(message)
    this.#cursor = Math.max(this.#cursor, changes.through)
    // Pages of changes are not in the order of positions: only the last one makes the range whole.
    if (!changes.more && (fromTheStart || changes.limited)) {
      this.#low = Math.min(...this.#rowsOf(changes.limited ? changes.messages : [...this.#messages.values()]))
      this.#hasBefore = changes.limited === true && this.#low > 1
    }
    this.#changed()
  }

  #rowsOf(messages: readonly Message[]): number[] {
    return messages.length > 0 ? messages.map((message) => message.position) : [this.#summary.lastPosition + 1]
  }

  /** An older page, which ends right before the loaded range. */
  applyOlder(page: { messages: readonly Message[]; hasBefore: boolean }): void {
    for (const message of page.messages) this.put(message)
    const [first] = page.messages
    if (first) this.#low = Math.min(first.position, this.low)
    this.#hasBefore = page.hasBefore
    this.#changed()
  }

  /** The acknowledgement of an own message, or any row: the newest revision wins. */
  put(message: Message): void {
    const known = this.#messages.get(message.id)
    if (known && known.revision >= message.revision) return
    this.#messages.set(message.id, message)
    this.#changed()
  }

  /** Reads up to a position on this device, at once. False: it was read before. */
  readTo(position: number): boolean {
    const { readVersion, readPosition, lastPosition } = this.view()
    const clamped = Math.min(position, lastPosition)
    if (clamped <= readPosition) return false
    this.#readHere = { version: readVersion, position: clamped }
    this.#changed()
    return true
  }

  #changed(): void {
    this.#view = undefined
    this.#sorted = undefined
  }

  #compose(): Conversation {
    const summary = this.#summary
    let last = summary.lastMessage
    for (const message of this.#messages.values()) {
      if (!last || message.position > last.position || (message.id === last.id && message.revision > last.revision))
        last = message
    }
    const readPosition = this.#readHere?.position ?? summary.readPosition
    return {
      ...summary,
      revision: Math.max(summary.revision, this.#cursor),
      lastPosition: Math.max(summary.lastPosition, last?.position ?? 0),
      lastMessage: last,
      readPosition,
      unread: this.#countUnread(readPosition),
      receipts: [...this.#receipts.values()],
    }
  }

  /** Exact: counted where the range is loaded, otherwise the server's count and what changed since its snapshot. */
  #countUnread(readPosition: number): number {
    const counts = (message: Message) =>
      message.position > readPosition && message.authorId !== this.#ownUserId && message.kind === 'user' && !message.deletedAt
    if (this.#low !== null && this.#low <= readPosition + 1) {
      let unread = 0
      for (const message of this.#messages.values()) if (counts(message)) unread++
      return Math.min(unread, unreadMax)
    }
    let unread = this.#summary.unread
    for (const message of this.#messages.values()) {
      if (message.revision <= this.#summary.revision || message.position <= readPosition) continue
      if (message.position > this.#summary.lastPosition) unread += counts(message) ? 1 : 0
      else if (message.deletedAt && message.authorId !== this.#ownUserId && message.kind === 'user') unread--
    }
    return Math.min(Math.max(unread, 0), unreadMax)
  }
}
