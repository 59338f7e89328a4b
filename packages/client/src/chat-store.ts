import type {
  Conversation,
  Heads,
  HistoryPage,
  Message,
  MessageChanged,
  OwnState,
  OwnStatus,
  ReceiptChanged,
  SyncInput,
  SyncResult,
  UserChanged,
} from '@chatsphere/contracts'
import { ConversationRecord, type LiveOutcome } from './conversation-record.ts'

/** As many as one sync may name. Of those that a full one leaves out the server tells only what the user changed. */
const haveMax = 500

export interface StoreClock {
  epoch: string | undefined
  userRevision: number
  receiptsAt: string | undefined
  /** Account, settings and status as of `userRevision`. */
  own: OwnState | undefined
}

/**
 * Everything that one user's client knows of the chat. It has no clock and no connection: live events and answers of sync go in, in
 * any order and any number of times, and the same state comes out.
 *
 * `toAsk` has the conversations that a sync has still to name before the store is level: all of them after `doubt`, and those that an
 * answer told in part only. While there are any, one sync follows another.
 */
export class ChatStore {
  readonly #ownUserId: string
  readonly #records = new Map<string, ConversationRecord>()
  readonly #toAsk = new Set<string>()
  /** Whom the sync that is under way names, with the cursor of then; nobody if what it will tell may be doubtful already. */
  #named: ReadonlyMap<string, number> = new Map()
  /** Of each conversation the revision that the last sync started from. */
  #askedFrom: ReadonlyMap<string, number> = new Map()
  #epoch: string | undefined
  #userRevision = 0
  #receiptsAt: string | undefined
  #own: OwnState | undefined
  #placesVersion = 0
  #conversations: readonly Conversation[] | undefined

  constructor(ownUserId: string) {
    this.#ownUserId = ownUserId
  }

  record(conversationId: string): ConversationRecord | undefined {
    return this.#records.get(conversationId)
  }

  conversation(conversationId: string): Conversation | undefined {
    return this.#records.get(conversationId)?.view()
  }

  /** The newest activity first. */
  conversations(): readonly Conversation[] {
    this.#conversations ??= [...this.#records.values()].map((record) => record.view()).sort(byActivity)
    return this.#conversations
  }

  /** Account, settings and status; undefined before the first sync. */
  get own(): OwnState | undefined {
    return this.#own
  }

  /** Another after each conversation that came or went. */
  get placesVersion(): number {
    return this.#placesVersion
  }

  /** Live events may have been lost: no conversation counts as level until a sync has named it. */
  doubt(): void {
    for (const id of this.#records.keys()) this.#toAsk.add(id)
    this.#named = new Map()
  }

  /** Up to where all is known: kept with a snapshot, so that the next sync goes on from there. */
  get clock(): StoreClock {
    return { epoch: this.#epoch, userRevision: this.#userRevision, receiptsAt: this.#receiptsAt, own: this.#own }
  }

  /** Begins with what a snapshot has; to be called before anything else is applied. */
  restore(clock: StoreClock, records: ReadonlyMap<string, ConversationRecord>): void {
    this.#epoch = clock.epoch
    this.#userRevision = clock.userRevision
    this.#receiptsAt = clock.receiptsAt
    this.#own = clock.own
    for (const record of records.values()) this.#add(record)
    this.#changed()
  }

  /** What the next sync shall start from. */
  syncInput(): SyncInput {
    const ids = this.#mostUrgent()
    this.#named = new Map(ids.map((id) => [id, this.#records.get(id)?.cursor ?? 0]))
    this.#askedFrom = new Map(ids.map((id) => [id, this.#records.get(id)?.syncFrom ?? 0]))
    const have = [...this.#askedFrom].map(([conversationId, revision]) => ({ conversationId, revision }))
    if (this.#epoch === undefined) return { have }
    // A summary is told to those who know less than its user revision.
    const lacking = this.#lackingSummary().map((record) => Math.max(0, record.userRevision - 1))
    const userRevision = Math.min(this.#userRevision, ...lacking)
    return { epoch: this.#epoch, userRevision, ...(this.#receiptsAt !== undefined && { receiptsSince: this.#receiptsAt }), have }
  }

  /** True: there is more to be fetched. */
  applySync(result: SyncResult): boolean {
    if (result.reset) this.#forgetAll()
    // Only to those that it names a sync tells that they are gone.
    if (result.userRevision > this.#userRevision && this.#named.size === haveMax) {
      for (const id of this.#records.keys()) this.#toAsk.add(id)
    }
    for (const id of this.#named.keys()) this.#toAsk.delete(id)
    for (const id of result.removed) {
      // Overtaken by a change of the user's own, which may have let them in again.
      if ((this.#records.get(id)?.userRevision ?? 0) > result.userRevision) this.#toAsk.add(id)
      else this.#remove(id)
    }
    // Of before a change of the user's own that was told since: what is not here any more was removed by it.
    const isOvertaken = result.userRevision < this.#userRevision
    for (const summary of result.conversations) if (!isOvertaken || this.#records.has(summary.id)) this.applySummary(summary)
    for (const changes of result.changes) {
      const record = this.#records.get(changes.conversationId)
      if (!record) continue
      const from = result.reset ? 0 : (this.#askedFrom.get(record.id) ?? 0)
      // Removed and let in again meanwhile: the new record does not have what the old one had.
      const isBeyond = !changes.limited && record.cursor < from
      if (!isBeyond) record.applyChanges(changes)
      if (isBeyond || changes.more) this.#toAsk.add(record.id)
    }
    this.#confirmUntold(result)
    for (const receipt of result.receipts) this.applyReceipt(receipt)
    for (const { id } of this.#lackingSummary()) this.#toAsk.add(id)
    // What is older than a live event that was applied meanwhile tells nothing new.
    if (result.own && (!this.#own || result.userRevision >= this.#userRevision)) this.#own = result.own
    this.#epoch = result.epoch
    this.#userRevision = Math.max(this.#userRevision, result.userRevision)
    this.#receiptsAt = result.receiptsAt
    this.#changed()
    return this.#toAsk.size > 0
  }

  /**
   * The answer of a call that made or changed a conversation. A conversation of which nothing is known here, although all changes of the
   * user's own up to its stamp are, was left while the answer was on its way.
   */
  applyAnswered(summary: Conversation): void {
    if (this.#records.has(summary.id) || summary.userRevision > this.#userRevision) this.applySummary(summary)
  }

  /**
   * The answer of a call that changed the status, with what was known before the call. Where that is no longer what is known, a change of
   * one's own was told meanwhile: this one, or one that this one follows.
   */
  applyOwnStatus(status: OwnStatus, before: OwnState | undefined): void {
    if (!this.#own || this.#own !== before) return
    this.#own = { ...this.#own, status }
    this.#changed()
  }

  applySummary(summary: Conversation): void {
    const record = this.#records.get(summary.id)
    if (record) record.applySummary(summary)
    else this.#add(new ConversationRecord(this.#ownUserId, summary))
    this.#changed()
  }

  applyMessages(event: MessageChanged): LiveOutcome {
    if (this.#isOtherEpoch(event)) return 'gap'
    const record = this.#records.get(event.conversationId)
    record?.hear(event.through)
    const outcome = record?.applyLive(event) ?? 'gap'
    this.#changed()
    return outcome
  }

  /** It is a gap too if unread could not be told exactly after it: the user revision stays, so that a sync tells the summary again. */
  applyUser(event: UserChanged): LiveOutcome {
    if (this.#isOtherEpoch(event)) return 'gap'
    if (event.through <= this.#userRevision) return 'dropped'
    if (event.from > this.#userRevision) return 'gap'
    for (const summary of event.conversations) this.applySummary(summary)
    for (const id of event.removed) this.#remove(id)
    if (event.own) this.#own = event.own
    this.#changed()
    const lacking = event.conversations.filter((summary) => this.#records.get(summary.id)?.lacksCount)
    for (const summary of lacking) this.#toAsk.add(summary.id)
    if (lacking.length > 0) return 'gap'
    this.#userRevision = event.through
    return 'applied'
  }

  applyReceipt(event: ReceiptChanged): void {
    this.#records.get(event.conversationId)?.applyReceipt(event)
    this.#changed()
  }

  /** A row that a call of one's own made or changed. */
  applyAcknowledged(message: Message): void {
    this.#records.get(message.conversationId)?.put(message)
    this.#changed()
  }

  /** A page that was asked for when this was the conversation's record: what has been removed or reset since has another one, and takes nothing of before. */
  applyPage(record: ConversationRecord, page: HistoryPage): void {
    record.applyPage(page)
    this.#changed()
  }

  /** False: it was read before. */
  readTo(conversationId: string, position: number): boolean {
    const moved = this.#records.get(conversationId)?.readTo(position) ?? false
    if (moved) this.#changed()
    return moved
  }

  /** Remembers which conversations are behind, for the next sync to name them first. */
  noteHeads(heads: Heads): void {
    if (this.#isOtherEpoch(heads)) return
    for (const head of heads.conversations) this.#records.get(head.conversationId)?.hear(head.revision)
  }

  /** Whether the server is ahead of what is known here. */
  isBehind(heads: Heads): boolean {
    if (this.#isOtherEpoch(heads) || heads.userRevision > this.#userRevision) return true
    return heads.conversations.some((head) => head.revision > (this.#records.get(head.conversationId)?.cursor ?? -1))
  }

  /** Only a sync can tell in full what is known of this conversation in part. */
  isIncomplete(conversationId: string): boolean {
    const record = this.#records.get(conversationId)
    return record !== undefined && (!record.isLoaded || record.lacksSummary)
  }

  /** Of those that it names and tells nothing of, the server has nothing newer. */
  #confirmUntold(result: SyncResult): void {
    const told = new Set(result.changes.map(({ conversationId }) => conversationId))
    for (const [id, cursor] of this.#named) if (!told.has(id)) this.#records.get(id)?.confirm(cursor)
  }

  /** As many as one sync may name: those that have still to be named, then those that are known to be behind, then the newest. */
  #mostUrgent(): string[] {
    const ids = this.conversations().map(({ id }) => id)
    if (ids.length <= haveMax) return ids
    const urgency = (id: string) => (this.#toAsk.has(id) ? 2 : 0) + (this.#records.get(id)?.isBehind ? 1 : 0)
    return ids.sort((one, other) => urgency(other) - urgency(one)).slice(0, haveMax)
  }

  #lackingSummary(): ConversationRecord[] {
    return [...this.#records.values()].filter((record) => record.lacksSummary)
  }

  #add(record: ConversationRecord): void {
    this.#records.set(record.id, record)
    this.#placesVersion += 1
  }

  #remove(conversationId: string): void {
    if (this.#records.delete(conversationId)) this.#placesVersion += 1
    this.#toAsk.delete(conversationId)
  }

  #forgetAll(): void {
    this.#records.clear()
    this.#placesVersion += 1
    this.#toAsk.clear()
    this.#userRevision = 0
    this.#own = undefined
  }

  #isOtherEpoch(event: { epoch: string }): boolean {
    return this.#epoch !== undefined && event.epoch !== this.#epoch
  }

  #changed(): void {
    this.#conversations = undefined
  }
}

function byActivity(one: Conversation, other: Conversation): number {
  const at = (conversation: Conversation) => conversation.lastMessage?.createdAt ?? conversation.createdAt
  return at(other).localeCompare(at(one)) || one.id.localeCompare(other.id)
}
