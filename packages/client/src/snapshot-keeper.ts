import type { Me } from '@chatsphere/contracts'
import type { ChatStore, StoreClock } from './chat-store.ts'
import { type ConversationSnapshot, restoreConversation, takeConversationSnapshot } from './conversation-snapshot.ts'
import type { ClientStorage, StorageChange, StoredValue } from './device/client-storage.ts'
import type { Device } from './device/device.ts'

/** Raised when what is kept changes its meaning: an older snapshot is forgotten. */
const format = 2
const saveAfterMs = 300
/** The newest conversations are kept with messages, the others by their summaries alone. */
const withMessagesMax = 100

const accountKey = 'account'
const clockKey = 'clock'
const conversationPrefix = 'conversation:'

/** Whose the storage is. */
export interface KeptAccount {
  format: number
  /** The server's address: positions and ids of another one mean something else. */
  server: string
  me: Me
  realtimeUrl: string
}

/** Who used this device last and has not signed out; undefined if nobody, or if a version of another format kept it. */
export async function findKeptAccount(storage: ClientStorage): Promise<KeptAccount | undefined> {
  const account = (await storage.read('snapshot')).get(accountKey) as KeptAccount | undefined
  return account?.format === format ? account : undefined
}

/**
 * Keeps the store on the device, so that the app opens from there.
 *
 * What is there of somebody else, of another server or of another format is forgotten by `restore`, with all that waits to be sent. Of
 * all tabs one keeps: rows of two would not belong to one clock. The first save after taking that turn writes everything, the later ones
 * what has changed, a moment after a change or when the page is about to go. Each save is one write, so that rows and clock are of the
 * same moment. A save that fails costs nothing but a slower start: the next one writes everything again.
 */
export class SnapshotKeeper {
  readonly #device: Device
  readonly #store: ChatStore
  readonly #account: KeptAccount
  /** What is in the storage: of each conversation the view that it was taken from. Undefined: not our turn, or not known. */
  #saved: Map<string, { view: object; withMessages: boolean }> | undefined
  #hasTurn = false
  #saving = false
  #stopped = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #ends: (() => void)[] = []

  constructor(options: { device: Device; store: ChatStore; account: Omit<KeptAccount, 'format'> }) {
    this.#device = options.device
    this.#store = options.store
    this.#account = { ...options.account, format }
  }

  /** Brings what is kept into the store, which must be empty. False: nothing was there. */
  async restore(): Promise<boolean> {
    const { storage } = this.#device
    const rows = await storage.read('snapshot')
    const account = rows.get(accountKey) as KeptAccount | undefined
    const isOurs = account?.format === format && account.server === this.#account.server && account.me.id === this.#account.me.id
    if (!isOurs) await storage.clear()
    await storage.write('snapshot', [{ key: accountKey, value: this.#account }])
    const clock = rows.get(clockKey) as StoreClock | undefined
    if (!isOurs || !clock || this.#store.conversations().length > 0) return false
    const snapshots = [...rows]
      .filter(([key]) => key.startsWith(conversationPrefix))
      .map(([, row]) => row as ConversationSnapshot)
    const records = snapshots.map((row) => [row.summary.id, restoreConversation(this.#account.me.id, row)] as const)
    this.#store.restore(clock, new Map(records))
    return true
  }

  start(): void {
    const { keeping, onHide } = this.#device
    if (!keeping || this.#stopped) return
    this.#ends.push(onHide(() => void this.#save()))
    this.#ends.push(
      keeping.request(
        () => {
          this.#hasTurn = true
          this.changed()
        },
        () => {
          this.#hasTurn = false
          this.#saved = undefined
        },
      ),
    )
  }

  /** To be called when the store has changed. */
  changed(): void {
    if (this.#hasTurn && !this.#stopped) this.#timer ??= setTimeout(() => void this.#save(), saveAfterMs)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    for (const end of this.#ends) end()
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    // Before the first sync there is nothing to be kept: an empty snapshot would look like an empty account.
    if (!this.#hasTurn || this.#stopped || this.#store.clock.epoch === undefined) return
    if (this.#saving) return this.changed()
    this.#saving = true
    try {
      const gone = this.#saved ? [...this.#saved.keys()].map((id) => conversationPrefix + id) : await this.#keptKeys()
      // Nothing is awaited from here to the write: all rows are of this moment.
      const known = this.#saved ?? new Map<string, { view: object; withMessages: boolean }>()
      const { changes, now } = this.#changes(known, new Set(gone))
      this.#saved = undefined
      if (changes.length > 0) await this.#device.storage.write('snapshot', changes)
      if (this.#hasTurn) this.#saved = now
    } catch {
      this.#saved = undefined
    } finally {
      this.#saving = false
    }
  }

  #changes(known: ReadonlyMap<string, { view: object; withMessages: boolean }>, gone: Set<string>) {
    const changes: StorageChange[] = []
    const now = new Map<string, { view: object; withMessages: boolean }>()
    for (const [index, view] of this.#store.conversations().entries()) {
      const record = this.#store.record(view.id)
      if (!record) continue
      const withMessages = index < withMessagesMax
      const key = conversationPrefix + view.id
      const before = known.get(view.id)
      if (before?.view !== view || before.withMessages !== withMessages) {
        changes.push({ key, value: takeConversationSnapshot(record, withMessages) })
      }
      now.set(view.id, { view, withMessages })
      gone.delete(key)
    }
    for (const key of gone) changes.push({ key, value: undefined })
    if (changes.length > 0 || known.size === 0) changes.push({ key: clockKey, value: this.#store.clock as StoredValue })
    return { changes, now }
  }

  async #keptKeys(): Promise<string[]> {
    const rows = await this.#device.storage.read('snapshot')
    return [...rows.keys()].filter((key) => key.startsWith(conversationPrefix))
  }
}
