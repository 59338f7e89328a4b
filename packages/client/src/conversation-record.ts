import type { Conversation, ConversationChanges, HistoryPage, Message, MessageChanged, Receipt } from '@chatsphere/contracts'
import { unreadMax } from './unread-max.ts'

/** What a live event did: applied, known before, or there is something missing before it. */
export type LiveOutcome = 'applied' | 'dropped' | 'gap'

/**
 * What is known of one conversation, independent of the order in which it arrived: of two states of a message the one with the
 * newer revision wins, of two receipts the further position. Of two summaries each may be the later in its own way, since a change of
 * the user's own may read an older head than a sync did: `own` is the latest by user revision and has the read cursor and the count
 * of unread that belongs to it, `head` is the latest by revision and has the rest.
 *
 * `cursor` says up to which revision all changes are known; only live events and sync move it, never an acknowledgement.
 * `low` is the first position of the loaded range, which reaches to the head; null while nothing whole is loaded. A change below it
 * only moves the cursor. All rows that changed after the revision `forgotten` and up to the cursor are here, in the range or not.
 */
export class ConversationRecord {
  readonly #ownUserId: string
  readonly #messages = new Map<string, Message>()
  readonly #receipts = new Map<string, Receipt>()
  #own: Conversation
  #head: Conversation
  #cursor = 0
  #heard = 0
  #forgotten = 0
  #low: number | null = null
  #hasBefore = false
  /** Where this device has read to, until the server says the same. */
  #readHere: { version: number; position: number } | null = null
  #view: Conversation | undefined
  #sorted: readonly Message[] | undefined

  constructor(ownUserId: string, summary: Conversation) {
    this.#ownUserId = ownUserId
    this.#own = summary
    this.#head = summary
    this.applySummary(summary)
  }

  get cursor(): number {
    return this.#cursor
  }

  /** The server has told of a revision that the cursor has not reached. */
  get isBehind(): boolean {
    return this.#cursor < Math.max(this.#heard, this.#head.revision)
  }

  get isLoaded(): boolean {
    return this.#low !== null
  }

  get hasBefore(): boolean {
    return this.#hasBefore
  }

  /** The first loaded position. */
  get low(): number {
    return this.#low ?? this.#head.lastPosition + 1
  }

  /** What this device has read and the server does not know yet. */
  get unreportedRead(): { version: number; position: number } | null {
    return this.#readHere
  }

  /**
   * Unread cannot be told exactly: the last count of the server is of before rows that were forgotten, and the loaded range does not
   * reach back to the read cursor. A summary of now makes it good.
   */
  get lacksCount(): boolean {
    return this.#own.revision < this.#forgotten && !this.#reachesBackTo(this.#own.readPosition)
  }

  /** The user revision of the last known own part. */
  get userRevision(): number {
    return this.#own.userRevision
  }

  /** The summary as of now: the last ones of the server with everything that came since. */
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
    const ahead = summary.userRevision - this.#own.userRevision || summary.revision - this.#own.revision
    if (ahead >= 0) this.#own = summary
    if (summary.revision >= this.#head.revision) this.#head = summary
    for (const receipt of summary.receipts) this.applyReceipt(receipt)
    const { readVersion, readPosition } = this.#own
    const here = this.#readHere
    if (here && (readVersion !== here.version || readPosition >= here.position)) this.#readHere = null
    // There is nothing to wait for in an empty conversation.
    if (this.#head.revision === 0) this.#low ??= 1
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

  /** The server has, or had, this revision. */
  hear(revision: number): void {
    this.#heard = Math.max(this.#heard, revision)
  }

  /** The event covers the revisions after `from`; without messages somebody has to sync. */
  applyLive(event: MessageChanged): LiveOutcome {
    if (event.through <= this.#cursor) return 'dropped'
    if (event.from > this.#cursor || !event.messages) return 'gap'
    // With everything since the beginning it is whole.
    if (this.#low === null && this.#cursor === 0) this.#low = 1
    for (const message of event.messages) this.put(message)
    this.#cursor = event.through
    this.#changed()
    return 'applied'
  }

  applyChanges(changes: ConversationChanges): void {
    // Live events were faster: all that it tells is here, and newer rows too.
    if (changes.limited && this.#low !== null && changes.through <= this.#cursor) return
    if (changes.limited) this.#forget(changes.through)
    for (const message of changes.messages) this.put(message)
    this.#cursor = Math.max(this.#cursor, changes.through)
    // Pages of changes are not in the order of positions: only the last one makes the range whole.
    if (!changes.more && this.#low === null) {
      this.#low = this.#firstOf(changes.limited ? changes.messages : [...this.#messages.values()])
      this.#hasBefore = changes.limited === true && this.#low > 1
    }
    this.#changed()
  }

  /** Rows that are newer than the answer stay. */
  #forget(through: number): void {
    for (const [id, message] of this.#messages) if (message.revision <= through) this.#messages.delete(id)
    this.#forgotten = Math.max(this.#forgotten, through)
    this.#low = null
  }

  #firstOf(messages: readonly Message[]): number {
    return messages.length > 0 ? Math.min(...messages.map((message) => message.position)) : this.#head.lastPosition + 1
  }

  /**
   * The page before the loaded range, asked for with the position `before`. Ignored if the range begins elsewhere by now, or if the
   * page is of before rows were forgotten, some of which may have been changes of its own.
   */
  applyOlder(page: Pick<HistoryPage, 'messages' | 'revision' | 'hasBefore'>, before: number): void {
    if (before !== this.#low || page.revision < this.#forgotten) return
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
    const own = this.#own
    const head = this.#head
    let last = head.lastMessage
    for (const message of this.#messages.values()) {
      if (!last || message.position > last.position || (message.id === last.id && message.revision > last.revision))
        last = message
    }
    const readPosition = this.#readHere?.position ?? own.readPosition
    return {
      ...head,
      revision: Math.max(head.revision, this.#cursor),
      lastPosition: Math.max(head.lastPosition, last?.position ?? 0),
      lastMessage: last,
      mentions: own.mentions,
      readVersion: own.readVersion,
      readPosition,
      userRevision: own.userRevision,
      capabilities: own.capabilities,
      unread: this.#countUnread(readPosition),
      receipts: [...this.#receipts.values()],
    }
  }

  /** Exact: counted where the range is loaded, otherwise the server's count and what changed since its snapshot. */
  #countUnread(readPosition: number): number {
    const counts = (message: Message) =>
      message.position > readPosition && message.authorId !== this.#ownUserId && message.kind === 'user' && !message.deletedAt
    if (this.#reachesBackTo(readPosition)) {
      let unread = 0
      for (const message of this.#messages.values()) if (counts(message)) unread++
      return Math.min(unread, unreadMax)
    }
    const { revision, lastPosition } = this.#own
    let unread = this.#own.unread
    for (const message of this.#messages.values()) {
      if (message.revision <= revision || message.position <= readPosition) continue
      if (message.position > lastPosition) unread += counts(message) ? 1 : 0
      else if (message.deletedAt && message.authorId !== this.#ownUserId && message.kind === 'user') unread--
    }
    return Math.min(Math.max(unread, 0), unreadMax)
  }

  /** All rows after the position that the last count of the server knows are loaded. */
  #reachesBackTo(position: number): boolean {
    return this.#low !== null && this.#low <= position + 1 && this.#cursor >= this.#own.revision
  }
}
