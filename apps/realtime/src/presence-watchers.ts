import type { PresenceView } from '@chatsphere/contracts'
import { unknownPresence, type Wish } from '@chatsphere/domain'

/** Changes that follow each other so soon are looked at together. */
const collectMs = 100
/** What watchers are told of one person is told at most this often. */
const restMs = 1_000
/** People and wishes asked for in one statement. */
const atOnce = 2_000

interface Watcher {
  readonly socketId: string
  readonly viewerId: string
  /** Whom it watches, and what it was told of them last; null: nothing, which is also so where it may know nothing. */
  readonly told: Map<string, PresenceView | null>
}

/** All that decides what is shown of somebody: only compared with what it was. */
interface ComparedFacts {
  readonly userId: string
}

interface Asked {
  readonly watcher: Watcher
  resolve(views: PresenceView[]): void
  reject(error: unknown): void
}

/**
 * Who watches whom on this node, and telling them.
 *
 * A list of watched people is a wish, never a right: whatever is told was decided by `view` for that viewer after the change, so that
 * no block, setting or membership of before lets anything out. A socket is told what differs from what it was told last and nothing
 * else; it cannot see that somebody came and went behind a view that is the same.
 *
 * A person is *due* 100 ms after a change was announced, but not within a second of the last look; then they are looked at once for all
 * their watchers. Looks go one after the other, so that an older one is never told after a newer one. One that fails is repeated. `sweep`
 * finds whatever was not announced.
 */
export class PresenceWatchers {
  readonly #view: (wishes: readonly Wish[]) => Promise<(Wish & { view: PresenceView })[]>
  readonly #listFacts: (userIds: readonly string[]) => Promise<readonly ComparedFacts[]>
  readonly #emit: (socketIds: string[], view: PresenceView) => void
  readonly #onError: (error: unknown) => void
  readonly #watchers = new Map<string, Watcher>()
  readonly #watchersOf = new Map<string, Set<Watcher>>()
  readonly #dueAt = new Map<string, number>()
  readonly #restUntil = new Map<string, number>()
  #asked: Asked[] = []
  #sweptFacts: ReadonlyMap<string, string> = new Map()
  #looking = false
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: {
    /** What each viewer may see, as it is now. */
    view: (wishes: readonly Wish[]) => Promise<(Wish & { view: PresenceView })[]>
    listFacts: (userIds: readonly string[]) => Promise<readonly ComparedFacts[]>
    emit: (socketIds: string[], view: PresenceView) => void
    onError: (error: unknown) => void
  }) {
    this.#view = options.view
    this.#listFacts = options.listFacts
    this.#emit = options.emit
    this.#onError = options.onError
  }

  /** Replaces what the socket watches, and answers what it may know of those. Whoever it may see later is told when that changes. */
  watch(socketId: string, viewerId: string, userIds: readonly string[]): Promise<PresenceView[]> {
    this.leave(socketId)
    if (userIds.length === 0) return Promise.resolve([])
    const watcher: Watcher = { socketId, viewerId, told: new Map(userIds.map((userId) => [userId, null])) }
    this.#watchers.set(socketId, watcher)
    for (const userId of watcher.told.keys()) {
      const watchers = this.#watchersOf.get(userId) ?? new Set()
      this.#watchersOf.set(userId, watchers.add(watcher))
    }
    const { promise, resolve, reject } = Promise.withResolvers<PresenceView[]>()
    this.#asked.push({ watcher, resolve, reject })
    void this.#look()
    return promise
  }

  leave(socketId: string): void {
    const watcher = this.#watchers.get(socketId)
    if (!watcher) return
    this.#watchers.delete(socketId)
    for (const userId of watcher.told.keys()) {
      const watchers = this.#watchersOf.get(userId)
      watchers?.delete(watcher)
      if (watchers?.size === 0) this.#watchersOf.delete(userId)
    }
  }

  /** The presence of these people, or who may see it, may have changed. */
  noteChanged(userIds: Iterable<string>): void {
    const soon = performance.now() + collectMs
    for (const userId of userIds) {
      if (!this.#watchersOf.has(userId) || this.#dueAt.has(userId)) continue
      this.#dueAt.set(userId, Math.max(soon, this.#restUntil.get(userId) ?? 0))
    }
    this.#schedule()
  }

  /** Words of other processes may have been lost. */
  noteGap(): void {
    this.noteChanged(this.#watchersOf.keys())
  }

  /** Finds what nobody has announced: a lease or a status that is over, the change of a process that died before it could tell. */
  async sweep(): Promise<void> {
    const userIds = [...this.#watchersOf.keys()]
    const facts = new Map<string, string>()
    for (let start = 0; start < userIds.length; start += atOnce) {
      for (const each of await this.#listFacts(userIds.slice(start, start + atOnce))) facts.set(each.userId, JSON.stringify(each))
    }
    this.noteChanged([...facts].filter(([userId, text]) => this.#sweptFacts.get(userId) !== text).map(([userId]) => userId))
    this.#sweptFacts = facts
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#looking || this.#closed || this.#dueAt.size === 0) return
    let earliest = Number.POSITIVE_INFINITY
    for (const dueAt of this.#dueAt.values()) earliest = Math.min(earliest, dueAt)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, earliest - performance.now()))
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    for (;;) {
      const asked = this.#asked.splice(0)
      const due = this.#takeDue()
      if (asked.length === 0 && due.length === 0) break
      await this.#lookAt(asked, due)
    }
    this.#looking = false
    this.#schedule()
  }

  #takeDue(): string[] {
    const now = performance.now()
    for (const [userId, until] of this.#restUntil) if (until <= now) this.#restUntil.delete(userId)
    const due = [...this.#dueAt].filter(([, dueAt]) => dueAt <= now).map(([userId]) => userId)
    for (const userId of due) {
      this.#dueAt.delete(userId)
      this.#restUntil.set(userId, now + restMs)
    }
    return due
  }

  async #lookAt(asked: readonly Asked[], due: readonly string[]): Promise<void> {
    const dueFor = due.flatMap((userId) => [...(this.#watchersOf.get(userId) ?? [])].map((watcher) => ({ watcher, userId })))
    const askedFor = asked.flatMap(({ watcher }) => [...watcher.told.keys()].map((userId) => ({ watcher, userId })))
    let views: Views
    try {
      views = await this.#read([...askedFor, ...dueFor])
    } catch (error) {
      this.#onError(error)
      for (const { reject } of asked) reject(error)
      this.noteChanged(due)
      return
    }
    for (const { watcher, resolve } of asked) {
      const known = [...watcher.told.keys()].flatMap((userId) => views.get(watcher.viewerId, userId) ?? [])
      for (const view of known) watcher.told.set(view.userId, view)
      resolve(known)
    }
    const socketIds = new Map<PresenceView, string[]>()
    for (const { watcher, userId } of dueFor) {
      const { socketId, viewerId, told } = watcher
      const before = told.get(userId) ?? null
      // Of whom one may know nothing more, one is told that once.
      const view = views.get(viewerId, userId) ?? (before && views.same(unknownPresence(userId)))
      if (view === null || isSame(before, view) || this.#watchers.get(socketId) !== watcher) continue
      told.set(userId, view)
      const same = socketIds.get(view)
      if (same) same.push(socketId)
      else socketIds.set(view, [socketId])
    }
    for (const [view, sockets] of socketIds) this.#emit(sockets, view)
  }

  async #read(pairs: readonly { watcher: Watcher; userId: string }[]): Promise<Views> {
    const wishes = new Map(
      pairs.map(({ watcher: { viewerId }, userId }) => [keyOf(viewerId, userId), { viewerId, userId }] as const),
    )
    const views = new Views()
    const all = [...wishes.values()]
    for (let start = 0; start < all.length; start += atOnce) {
      for (const { viewerId, userId, view } of await this.#view(all.slice(start, start + atOnce)))
        views.set(viewerId, userId, view)
    }
    return views
  }
}

const keyOf = (viewerId: string, userId: string) => `${viewerId} ${userId}`

/** Equal views are one object, so that they are kept and sent once for all who see the same. */
class Views {
  readonly #byWish = new Map<string, PresenceView>()
  readonly #byText = new Map<string, PresenceView>()

  get(viewerId: string, userId: string): PresenceView | undefined {
    return this.#byWish.get(keyOf(viewerId, userId))
  }

  set(viewerId: string, userId: string, view: PresenceView): void {
    this.#byWish.set(keyOf(viewerId, userId), this.same(view))
  }

  same(view: PresenceView): PresenceView {
    const text = JSON.stringify(view)
    const known = this.#byText.get(text) ?? view
    this.#byText.set(text, known)
    return known
  }
}

function isSame(one: PresenceView | null, other: PresenceView): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
