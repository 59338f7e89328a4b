import type { SaveDraftInput, SaveDraftResult } from '@chatsphere/contracts'
import type { WrittenDraft } from './chat-client.ts'
import { type ChatError, leavesOutcomeOpen, toChatError } from './chat-error.ts'
import type { ChatStore } from './chat-store.ts'

/** So long after the last key stroke the server is told. */
const restMs = 1_000
const retryMs = 3_000

interface Noted {
  draft: WrittenDraft
  /** From this user revision on the summary has it; undefined while the server has not taken it. */
  savedAs: number | undefined
  /** A call for this conversation is under way. */
  calling: boolean
}

/**
 * Tells the server what is written and not sent: a second after the last key stroke, at once on `flush`. Of one conversation one call is
 * under way at a time, and the newest draft follows. What nobody knows the outcome of is told again, on this connection or the next;
 * what is refused for good stays on this device.
 *
 * A draft is *unsaved* from `note` until the summary that is known here is of a time after the save: until then the summary tells what
 * was before, and must not be taken for what another device wrote.
 */
export class DraftReporter {
  readonly #store: Pick<ChatStore, 'conversation'>
  readonly #save: (input: SaveDraftInput) => Promise<SaveDraftResult>
  readonly #isConnected: () => boolean
  readonly #onChanged: () => void
  readonly #noted = new Map<string, Noted>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(options: {
    store: Pick<ChatStore, 'conversation'>
    save: (input: SaveDraftInput) => Promise<SaveDraftResult>
    isConnected: () => boolean
    onChanged: () => void
  }) {
    this.#store = options.store
    this.#save = options.save
    this.#isConnected = options.isConnected
    this.#onChanged = options.onChanged
  }

  note(conversationId: string, draft: WrittenDraft): void {
    const calling = this.#noted.get(conversationId)?.calling ?? false
    this.#noted.set(conversationId, { draft, savedAs: undefined, calling })
    this.#tellIn(conversationId, restMs)
  }

  flush(conversationId: string): void {
    const noted = this.#noted.get(conversationId)
    if (noted && noted.savedAs === undefined) this.#tell(conversationId)
  }

  isUnsaved(conversationId: string): boolean {
    const noted = this.#noted.get(conversationId)
    if (!noted) return false
    if (noted.savedAs === undefined) return true
    if ((this.#store.conversation(conversationId)?.userRevision ?? 0) < noted.savedAs) return true
    this.#noted.delete(conversationId)
    return false
  }

  resume(): void {
    for (const [conversationId, { savedAs }] of this.#noted) if (savedAs === undefined) this.#tell(conversationId)
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #tellIn(conversationId: string, ms: number): void {
    clearTimeout(this.#timers.get(conversationId))
    this.#timers.set(
      conversationId,
      setTimeout(() => this.#tell(conversationId), ms),
    )
  }

  #tell(conversationId: string): void {
    clearTimeout(this.#timers.get(conversationId))
    this.#timers.delete(conversationId)
    const noted = this.#noted.get(conversationId)
    if (!noted || noted.calling || !this.#isConnected()) return
    noted.calling = true
    const { body, replyTo } = noted.draft
    this.#save({ conversationId, body, ...(replyTo !== null && { replyTo }) }).then(
      ({ userRevision }) => {
        noted.savedAs = userRevision
        this.#answered(conversationId, noted)
      },
      (reason: unknown) => {
        this.#answered(conversationId, noted)
        this.#failed(conversationId, noted, toChatError(reason))
      },
    )
  }

  #answered(conversationId: string, told: Noted): void {
    const now = this.#noted.get(conversationId)
    if (now) now.calling = false
    // What was written meanwhile follows; its own timer may have rung already.
    if (now && now !== told && !this.#timers.has(conversationId)) this.#tellIn(conversationId, 0)
    this.#onChanged()
  }

  #failed(conversationId: string, told: Noted, error: ChatError): void {
    if (this.#noted.get(conversationId) !== told) return
    if (!leavesOutcomeOpen(error)) this.#noted.delete(conversationId)
    // Without a connection the next connect resumes.
    else if (this.#isConnected()) this.#tellIn(conversationId, Math.max(retryMs, error.retryAfterMs ?? 0))
  }
}
