import type { ConversationProfile, GroupProfile, Receipt } from '@chatsphere/contracts'

/**
 * What all members see alike, independent of the order in which it arrived. A profile is as of a revision and the newest one wins; it
 * also says whose receipts are told. Receipts only grow, so that of two of them each position is the further one: a receipt may come
 * before the profile that names its member, or after one that does not any more, and is shown only while the newest profile names them.
 */
export class ProfileRecord {
  readonly #ownUserId: string
  readonly #receipts = new Map<string, Receipt>()
  #profile: ConversationProfile
  #revision: number

  constructor(ownUserId: string, profile: ConversationProfile, revision: number) {
    this.#ownUserId = ownUserId
    this.#profile = profile
    this.#revision = revision
    this.apply(profile, revision)
  }

  /** Of which revision the newest profile is. */
  get revision(): number {
    return this.#revision
  }

  get name(): string | null {
    return this.#profile.name
  }

  get memberCount(): number {
    return this.#profile.memberCount
  }

  /** What a group says of itself beside its name. */
  get about(): Omit<GroupProfile, 'name'> {
    const { topic, description, emoji, visibility, permissions, archived, approval, slowModeSeconds } = this.#profile
    return { topic, description, emoji, visibility, permissions, archived, approval, slowModeSeconds }
  }

  /** Those of the other members, as far as anybody has told. */
  receipts(): Receipt[] {
    return this.#profile.receipts
      .filter((receipt) => receipt.userId !== this.#ownUserId)
      .map((receipt) => this.#receipts.get(receipt.userId) ?? receipt)
  }

  apply(profile: ConversationProfile, revision: number): void {
    for (const receipt of profile.receipts) this.applyReceipt(receipt)
    if (revision < this.#revision) return
    this.#profile = profile
    this.#revision = revision
  }

  applyReceipt(receipt: Receipt): void {
    const known = this.#receipts.get(receipt.userId)
    this.#receipts.set(receipt.userId, {
      userId: receipt.userId,
      readPosition: Math.max(receipt.readPosition, known?.readPosition ?? 0),
      deliveredPosition: Math.max(receipt.deliveredPosition, known?.deliveredPosition ?? 0),
    })
  }
}
