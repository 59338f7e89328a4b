import type { User } from '@chatsphere/contracts'

/** The contract's `usersAtOnceMax`, whose file would bring all schemas along; a test holds them together. */
export const atOnceMax = 100

interface KnownPeopleOptions {
  /** Rejects when it cannot be answered now. */
  fetch(userIds: readonly string[]): Promise<readonly User[]>
  onChanged(): void
}

/**
 * What people are called whom no direct conversation names. Whoever is shown is *wanted*; all that are wanted in one turn are asked for
 * together, and who comes meanwhile after the answer, so that nobody is asked for twice. What could not be answered stays wanted until
 * somebody else is, or until `resume`.
 */
export class KnownPeople {
  readonly #options: KnownPeopleOptions
  readonly #people = new Map<string, User | null>()
  readonly #wanted = new Set<string>()
  #isAsking = false

  constructor(options: KnownPeopleOptions) {
    this.#options = options
  }

  of(userId: string): User | undefined {
    return this.#people.get(userId) ?? undefined
  }

  want(userId: string): void {
    if (this.#people.has(userId) || this.#wanted.has(userId)) return
    this.#wanted.add(userId)
    this.resume()
  }

  /** Asks for those who are still wanted. */
  resume(): void {
    if (this.#isAsking || this.#wanted.size === 0) return
    this.#isAsking = true
    queueMicrotask(() => void this.#ask([...this.#wanted].slice(0, atOnceMax)))
  }

  async #ask(userIds: readonly string[]): Promise<void> {
    const users = await this.#options.fetch(userIds).catch(() => undefined)
    this.#isAsking = false
    if (!users) return
    // Who is not answered does not exist: null, so that nobody asks again.
    for (const userId of userIds) {
      this.#wanted.delete(userId)
      this.#people.set(userId, null)
    }
    for (const user of users) this.#people.set(user.id, user)
    this.#options.onChanged()
    this.resume()
  }
}
