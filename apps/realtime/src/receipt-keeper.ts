import type { ReceiptChanged } from '@chatsphere/contracts'
import type { Database } from '@chatsphere/db'
import { listRecentReceipts } from '@chatsphere/domain'

/** Longer than two sweeps are apart. */
const windowSeconds = 40

/** Makes a lost receipt harmless: whatever PostgreSQL has of the last moments and this node has not told is told again. */
export class ReceiptKeeper {
  readonly #db: Database
  readonly #localUserIds: () => string[]
  readonly #emit: (userId: string, receipt: ReceiptChanged) => void
  #told = new Map<string, string>()

  constructor(options: { db: Database; localUserIds: () => string[]; emit: (userId: string, receipt: ReceiptChanged) => void }) {
    this.#db = options.db
    this.#localUserIds = options.localUserIds
    this.#emit = options.emit
  }

  /** Sees each receipt that this node emits. */
  note(receipt: ReceiptChanged): void {
    this.#told.set(keyOf(receipt), stateOf(receipt))
  }

  async sweep(): Promise<void> {
    const recent = await listRecentReceipts(this.#db, this.#localUserIds(), windowSeconds)
    const told = new Map<string, string>()
    for (const { toUserId, receipt } of recent) {
      if (this.#told.get(keyOf(receipt)) !== stateOf(receipt)) this.#emit(toUserId, receipt)
      told.set(keyOf(receipt), stateOf(receipt))
    }
    // Only what is recent can come up again.
    this.#told = told
  }
}

function keyOf(receipt: ReceiptChanged): string {
  return `${receipt.conversationId}/${receipt.userId}`
}

function stateOf(receipt: ReceiptChanged): string {
  return `${receipt.readPosition}/${receipt.deliveredPosition}`
}
