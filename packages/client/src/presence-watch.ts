import { type PresenceView, watchedMax } from '@chatsphere/contracts'
import type { CallingSocket } from './live-socket.ts'
import { ToldState } from './told-state.ts'

/** Timers with more than this fire at once. */
const timerMsMax = 2 ** 31 - 1

const nobody: readonly string[] = []

/**
 * The presence of those who are on screen, and telling whether this device is in use.
 *
 * What is known is forgotten with the wish to know it. Of what the server tells the latest counts; emoji and text that are over are not
 * shown from the moment that the server named, without a word of it.
 */
export class PresenceWatch {
  readonly #onChanged: () => void
  readonly #views = new Map<string, PresenceView>()
  readonly #withoutText = new WeakMap<PresenceView, PresenceView>()
  readonly #watched: ToldState<readonly string[]>
  readonly #idle: ToldState<boolean>
  #rights: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: { socket: CallingSocket; onChanged: () => void }) {
    const { socket } = options
    this.#onChanged = options.onChanged
    const isConnected = () => socket.connected
    // Before any live event that follows the answer: that one is newer, and nothing in it would tell.
    const answered = (asked: readonly string[], presence: readonly PresenceView[]) => this.#answered(asked, presence)
    this.#watched = new ToldState({
      initial: nobody,
      isConnected,
      async tell(userIds) {
        await socket.call('presence:watch', { userIds: [...userIds] }, ({ presence }) => answered(userIds, presence))
      },
    })
    this.#idle = new ToldState({
      initial: false,
      isConnected,
      tell: async (idle) => void (await socket.call('presence:idle', { idle })),
    })
  }

  /** The same object until it is told or shown otherwise. */
  of(userId: string): PresenceView | undefined {
    const view = this.#views.get(userId)
    return view && isOver(view) ? this.#plain(view) : view
  }

  /** Whom to watch now; at most as many as the server watches for one connection. */
  watch(userIds: readonly string[]): void {
    const watched = [...new Set(userIds)].slice(0, watchedMax)
    const known = this.#views.size
    for (const userId of this.#views.keys()) if (!watched.includes(userId)) this.#views.delete(userId)
    this.#watched.set(watched.length === 0 ? nobody : watched)
    if (this.#views.size !== known) this.#changed()
  }

  receive(view: PresenceView): void {
    if (!this.#watched.value.includes(view.userId)) return
    this.#views.set(view.userId, view)
    this.#changed()
  }

  /** `rights` stands for all that decides what one may see of others here: when it is another, all are asked for again. */
  noteRights(rights: string): void {
    if (this.#rights !== undefined && this.#rights !== rights && this.#watched.value.length > 0) this.#watched.tellAgain()
    this.#rights = rights
  }

  setIdle(idle: boolean): void {
    if (this.#idle.value !== idle) this.#idle.set(idle)
  }

  /** At each connect. */
  resume(): void {
    this.#idle.resume()
    this.#watched.resume()
    this.#plan()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#idle.stop()
    this.#watched.stop()
  }

  /** Of those that are not answered nothing may be known. */
  #answered(asked: readonly string[], presence: readonly PresenceView[]): void {
    for (const userId of asked) this.#views.delete(userId)
    for (const view of presence) if (this.#watched.value.includes(view.userId)) this.#views.set(view.userId, view)
    this.#changed()
  }

  #plain(view: PresenceView): PresenceView {
    const plain = this.#withoutText.get(view) ?? { ...view, emoji: null, text: null, expiresAt: null }
    this.#withoutText.set(view, plain)
    return plain
  }

  #changed(): void {
    this.#plan()
    this.#onChanged()
  }

  /** Wakes when the next text is over. */
  #plan(): void {
    clearTimeout(this.#timer)
    const ends = [...this.#views.values()].flatMap((view) => (isOver(view) ? [] : (endOf(view) ?? [])))
    if (ends.length === 0) return
    this.#timer = setTimeout(() => this.#changed(), Math.min(Math.min(...ends) - Date.now(), timerMsMax))
  }
}

function endOf({ expiresAt }: PresenceView): number | undefined {
  return expiresAt === null ? undefined : Date.parse(expiresAt)
}

function isOver(view: PresenceView): boolean {
  const end = endOf(view)
  return end !== undefined && end <= Date.now()
}
