import type {
  Capability,
  Conversation,
  ConversationChanges,
  HistoryPage,
  Message,
  MessageChanged,
  Receipt,
} from '@chatsphere/contracts'
import { capabilitiesOf } from '@chatsphere/contracts/permissions'
import { type LoadedRange, MessageRanges } from './message-ranges.ts'
import { ProfileRecord } from './profile-record.ts'
import { countsAsUnread, countsNoMore, unreadMax } from './unread-count.ts'

/** What a live event did: applied, known before, or there is something missing before it. */
export type LiveOutcome = 'applied' | 'dropped' | 'gap'

/**
 * What is known of one conversation, independent of the order in which it arrived: of two states of a message the one with the
 * newer revision wins, of two profiles too, of two receipts the further position. Of two summaries each may be the later in its own
 * way, since a change of the user's own may read an older head than a sync did: `own` is the latest by user revision and has what is
 * the user's own (read cursor, the count of unread that belongs to it, role, where history begins, the draft, and of a direct conversation
 * the other person), `head` is the latest by revision and
 * has the rest.
 *
 * `cursor` says up to which revision all changes are known; only live events and sync move it, never an acknowledgement. All rows that
 * changed after the revision `forgotten` and up to the cursor are here, in a loaded range or not, so that a page of at least that
 * revision makes its positions a loaded range. Nothing below the first position that the user may see is kept: whoever was let in again
 * sees what a cold fetch would show.
 */
export class ConversationRecord {
  readonly id: string
  readonly #ownUserId: string
  readonly #rows = new MessageRanges()
  readonly #profile: ProfileRecord
  #own: Conversation
  #head: Conversation
  #cursor = 0
  #heard = 0
  #forgotten = 0
  /** The newest system message: each may have changed the profile. */
  #noteRevision = 0
  /** Where this device has read to, until the server says the same. */
  #readHere: { version: number; position: number } | null = null
  #view: Conversation | undefined

  constructor(ownUserId: string, summary: Conversation) {
    this.id = summary.id
    this.#ownUserId = ownUserId
    this.#own = summary
    this.#head = summary
    this.#profile = new ProfileRecord(ownUserId, summary, summary.revision)
    this.applySummary(summary)
  }

  get cursor(): number {
    return this.#cursor
  }

  /** What a sync shall start from: the cursor, or the profile if that is older than a change that is known to have happened. */
  get syncFrom(): number {
    return this.#lacksProfile ? this.#profile.revision : this.#cursor
  }

  /** The server has told of a revision that the cursor has not reached. */
  get isBehind(): boolean {
    return this.#cursor < Math.max(this.#heard, this.#head.revision)
  }

  /** The range at the head is there. */
  get isLoaded(): boolean {
    return this.#rows.head !== undefined
  }

  /** The first position that may be seen. */
  get historyFrom(): number {
    return this.#own.historyFrom
  }

  /** What this device has read and the server does not know yet. */
  get unreportedRead(): { version: number; position: number } | null {
    return this.#readHere
  }

  /** The user revision of the last known own part. */
  get userRevision(): number {
    return this.#own.userRevision
  }

  /** A summary of now would make exact what is not: the count of unread, or the profile. */
  get lacksSummary(): boolean {
    return this.lacksCount || this.#lacksProfile
  }

  /**
   * Unread cannot be told exactly, since the loaded range does not reach back to the read cursor: the last count of the server is of
   * before rows that were forgotten, or it was cut at its maximum and something in it was deleted since.
   */
  get lacksCount(): boolean {
    const { revision, readPosition, unread } = this.#own
    if (this.#reachesBackTo(readPosition)) return false
    if (revision < this.#forgotten) return true
    return unread >= unreadMax && this.#countDeletedSince(readPosition) > 0
  }

  /** A sync read the summary before it read the system message that made it old. */
  get #lacksProfile(): boolean {
    return this.#profile.revision < this.#noteRevision && this.#noteRevision <= this.#cursor
  }

  /** The summary as of now: the last ones of the server with everything that came since. */
  view(): Conversation {
    this.#view ??= this.#compose()
    return this.#view
  }

  /** The range at the head, or the one that holds the position; undefined while it is not loaded. */
  range(position?: number): LoadedRange | undefined {
    return position === undefined ? this.#rows.head : this.#rows.rangeAt(position)
  }

  /** Ascending by position; by default those of the range at the head. */
  messages(range: LoadedRange | undefined = this.#rows.head): readonly Message[] {
    return range ? this.#rows.list(range) : none
  }

  messageAt(position: number): Message | undefined {
    return this.#rows.at(position)
  }

  /** A row that is here, in a loaded range or not. */
  find(messageId: string): Message | undefined {
    return this.#rows.find(messageId)
  }

  applySummary(summary: Conversation): void {
    const historyBefore = this.#own.historyFrom
    const ahead = summary.userRevision - this.#own.userRevision || summary.revision - this.#own.revision
    if (ahead >= 0) this.#own = summary
    if (summary.revision >= this.#head.revision) this.#head = summary
    this.#profile.apply(summary, summary.revision)
    if (this.#own.historyFrom !== historyBefore) this.#moveStart(historyBefore)
    const { readVersion, readPosition } = this.#own
    const here = this.#readHere
    if (here && (readVersion !== here.version || readPosition >= here.position)) this.#readHere = null
    // There is nothing to wait for in an empty conversation.
    if (this.#head.revision === 0) this.#becomeWhole()
    this.#view = undefined
  }

  applyReceipt(receipt: Receipt): void {
    this.#profile.applyReceipt(receipt)
    this.#view = undefined
  }

  /** The server has, or had, this revision. */
  hear(revision: number): void {
    this.#heard = Math.max(this.#heard, revision)
  }

  /** The event covers the revisions after `from`; without messages somebody has to sync. Its profile counts whatever is missing before. */
  applyLive(event: MessageChanged): LiveOutcome {
    if (event.profile) this.#profile.apply(event.profile, event.through)
    this.#view = undefined
    if (event.through <= this.#cursor) return 'dropped'
    if (event.from > this.#cursor || !event.messages) return 'gap'
    for (const message of event.messages) this.put(message)
    // With everything since the beginning it is whole.
    if (this.#cursor === 0) this.#becomeWhole()
    this.#cursor = event.through
    return 'applied'
  }

  applyChanges(changes: ConversationChanges): void {
    // Live events were faster: all that it tells is here, and newer rows too.
    if (changes.limited && this.isLoaded && changes.through <= this.#cursor) return
    if (changes.limited) this.#forget(changes.through)
    for (const message of changes.messages) this.put(message)
    this.#cursor = Math.max(this.#cursor, changes.through)
    if (changes.limited) {
      const positions = changes.messages.map((message) => message.position)
      const first = positions.length > 0 ? Math.min(...positions) : this.#head.lastPosition + 1
      this.#rows.add(Math.max(first, this.historyFrom), Number.POSITIVE_INFINITY)
    }
    // Pages of changes are not in the order of positions: only the last one makes the range whole.
    else if (!changes.more) this.#becomeWhole()
    this.#view = undefined
  }

  /** A sync that named this cursor was told nothing: it is the head. */
  confirm(cursor: number): void {
    if (cursor === this.#cursor) this.#becomeWhole()
  }

  /** A page of history. Ignored if it is of before rows were forgotten, since some of them may have been changes of its own. */
  applyPage(page: HistoryPage): void {
    if (page.revision < this.#forgotten) return
    for (const message of page.messages) this.put(message)
    const [first, last] = [page.messages.at(0), page.messages.at(-1)]
    if (!first || !last) return
    const to = page.hasAfter ? last.position : Number.POSITIVE_INFINITY
    this.#rows.add(Math.max(first.position, this.historyFrom), to)
    this.#view = undefined
  }

  /** The acknowledgement of an own message, or any row: the newest revision wins. */
  put(message: Message): void {
    if (message.position < this.historyFrom) return
    if (message.kind === 'system') this.#noteRevision = Math.max(this.#noteRevision, message.revision)
    if (this.#rows.put(message)) this.#view = undefined
  }

  /** Reads up to a position on this device, at once. False: it was read before. */
  readTo(position: number): boolean {
    const { readVersion, readPosition, lastPosition } = this.view()
    const clamped = Math.min(position, lastPosition)
    if (clamped <= readPosition) return false
    this.#readHere = { version: readVersion, position: clamped }
    this.#view = undefined
    return true
  }

  /** Let in again: what lies before is gone, or there is more than what could be seen before and it is to be fetched. */
  #moveStart(historyBefore: number): void {
    this.#rows.cutBelow(this.historyFrom)
    if (this.historyFrom >= historyBefore) return
    this.#forgotten = Math.max(this.#forgotten, this.#cursor)
    if (!this.isLoaded) this.#cursor = 0
  }

  /** Rows that are newer than the answer stay. */
  #forget(through: number): void {
    this.#rows.forget(through)
    this.#forgotten = Math.max(this.#forgotten, through)
  }

  /** Everything since the first revision is here. */
  #becomeWhole(): void {
    if (!this.isLoaded) this.#rows.add(this.historyFrom, Number.POSITIVE_INFINITY)
  }

  #compose(): Conversation {
    const own = this.#own
    const head = this.#head
    const newest = this.#rows.last
    let last = head.lastMessage
    if (newest && (!last || newest.position > last.position || (newest.id === last.id && newest.revision > last.revision)))
      last = newest
    const readPosition = this.#readHere?.position ?? own.readPosition
    return {
      ...head,
      name: own.peer?.displayName ?? this.#profile.name ?? head.name,
      peer: own.peer,
      memberCount: this.#profile.memberCount,
      ...this.#profile.about,
      role: own.role,
      historyFrom: own.historyFrom,
      revision: Math.max(head.revision, this.#cursor),
      lastPosition: Math.max(head.lastPosition, last?.position ?? 0),
      lastMessage: last,
      mentions: own.mentions,
      readVersion: own.readVersion,
      readPosition,
      userRevision: own.userRevision,
      capabilities: this.#capabilities(),
      requests: own.requests,
      silencedUntil: own.silencedUntil,
      blocked: own.blocked,
      draft: own.draft,
      unread: this.#countUnread(readPosition),
      receipts: this.#profile.receipts(),
    }
  }

  /** The role is one's own and what it may do the group's: either may be known to be newer than any summary. */
  #capabilities(): Capability[] {
    const { kind, role, silencedUntil, capabilities } = this.#own
    if (kind === 'direct') return capabilities
    const { permissions, archived } = this.#profile.about
    return capabilitiesOf({ kind, role, permissions, archived, silenced: Boolean(silencedUntil) })
  }

  /** Counted where the range is loaded, otherwise the server's count and what changed since its snapshot; see `lacksCount`. */
  #countUnread(readPosition: number): number {
    const { unread, lastPosition } = this.#own
    const now = this.#reachesBackTo(readPosition)
      ? this.#countAfter(readPosition)
      : unread - this.#countDeletedSince(readPosition) + this.#countAfter(Math.max(readPosition, lastPosition))
    return Math.min(Math.max(now, 0), unreadMax)
  }

  #countAfter(position: number): number {
    let count = 0
    for (let next = position + 1; next <= (this.#rows.last?.position ?? 0); next++) {
      const row = this.#rows.at(next)
      if (row && countsAsUnread(row, this.#ownUserId)) count++
    }
    return count
  }

  /** Rows that the server's last count had in it, deleted since. */
  #countDeletedSince(readPosition: number): number {
    const { revision, lastPosition } = this.#own
    let deleted = 0
    for (const row of this.#rows.rows()) {
      if (row.revision <= revision || row.position <= readPosition || row.position > lastPosition) continue
      if (countsNoMore(row, this.#ownUserId)) deleted++
    }
    return deleted
  }

  /** All rows after the position that the last count of the server knows are loaded. */
  #reachesBackTo(position: number): boolean {
    const low = this.#rows.head?.from
    return low !== undefined && low <= Math.max(position + 1, this.historyFrom) && this.#cursor >= this.#own.revision
  }
}

const none: readonly Message[] = []
