import type {
  Conversation,
  Heads,
  HistoryPage,
  Message,
  MessageChanged,
  ReceiptChanged,
  SyncInput,
  SyncResult,
  UserChanged,
} from '@chatsphere/contracts'
import { ConversationRecord, type LiveOutcome } from './conversation-record.ts'

/** As many as one sync may name. */
const haveMax = 500

/**
 * Everything that one user's client knows of the chat. It has no clock and no connection: live events and answers of sync go in, in
 * any order and any number of times, and the same state comes out.
 */
export class ChatStore {
  readonly #ownUserId: string
  readonly #records = new Map<string, ConversationRecord>()
  #epoch: string | undefined
  #userRevision = 0
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

  /** What the next sync shall start from. */
  syncInput(): SyncInput {
    const have = this.conversations()
      .slice(0, haveMax)
      .map(({ id }) => ({ conversationId: id, revision: this.#records.get(id)?.cursor ?? 0 }))
    return { ...(this.#epoch !== undefined && { epoch: this.#epoch, userRevision: this.#userRevision }), have }
  }

  /** True: there is more to be fetched. */
  applySync(result: SyncResult): boolean {
    if (result.reset) this.#records.clear()
    this.#epoch = result.epoch
    this.#userRevision = result.reset ? result.userRevision : Math.max(this.#userRevision, result.userRevision)
    for (const id of result.removed) this.#records.delete(id)
    for (const summary of result.conversations) this.applySummary(summary)
    for (const changes of result.changes) this.#records.get(changes.conversationId)?.applyChanges(changes)
    this.#changed()
    return result.changes.some((changes) => changes.more)
  }

  applySummary(summary: Conversation): void {
    const record = this.#records.get(summary.id)
    if (record) record.applySummary(summary)
    else this.#records.set(summary.id, new ConversationRecord(this.#ownUserId, summary))
    this.#changed()
  }

  applyMessages(event: MessageChanged): LiveOutcome {
    const outcome = this.#isOtherEpoch(event) ? 'gap' : (this.#records.get(event.conversationId)?.applyLive(event) ?? 'gap')
    if (outcome === 'applied') this.#changed()
    return outcome
  }

  applyUser(event: UserChanged): LiveOutcome {
    if (this.#isOtherEpoch(event)) return 'gap'
    if (event.through <= this.#userRevision) return 'dropped'
    if (event.from > this.#userRevision) return 'gap'
    for (const summary of event.conversations) this.applySummary(summary)
    for (const id of event.removed) this.#records.delete(id)
    this.#userRevision = event.through
    this.#changed()
    return 'applied'
  }

  applyReceipt(event: ReceiptChanged): void {
    this.#records.get(event.conversationId)?.applyReceipt(event)
    this.#changed()
  }

  /** An own message with the position that the server gave it. */
  applyAcknowledged(message: Message): void {
    this.#records.get(message.conversationId)?.put(message)
    this.#changed()
  }

  applyOlder(conversationId: string, page: HistoryPage): void {
    this.#records.get(conversationId)?.applyOlder(page)
    this.#changed()
  }

  /** False: it was read before. */
  readTo(conversationId: string, position: number): boolean {
    const moved = this.#records.get(conversationId)?.readTo(position) ?? false
    if (moved) this.#changed()
    return moved
  }

  /** Whether the server is ahead of what is known here. */
  isBehind(heads: Heads): boolean {
    if (this.#isOtherEpoch(heads) || heads.userRevision > this.#userRevision) return true
    return heads.conversations.some((head) => head.revision > (this.#records.get(head.conversationId)?.cursor ?? -1))
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
