import type { Heads } from '@chatsphere/contracts'
import type { Database } from '@chatsphere/db'
import { listHeads } from '@chatsphere/domain'
import type { FanoutFrame } from '@chatsphere/engines'

/** Users asked for in one statement. */
const usersPerQuery = 500

/**
 * Makes a lost last broadcast harmless, wherever it was lost. What the delivery worker knows to be committed is passed on where this
 * node's own emits are behind. Each sweep tells what has moved in PostgreSQL since the last one, also what this node has emitted: it
 * cannot know what became of that. Clients that are behind sync.
 */
export class HeadKeeper {
  readonly #db: Database
  readonly #getEpoch: () => Promise<string>
  readonly #emit: (userId: string, heads: Heads) => void
  readonly #localUserIds: () => string[]
  readonly #toldRevisions = new Map<string, number>()
  readonly #toldUserRevisions = new Map<string, number>()
  /** As the last sweep has read and told them. */
  #sweptRevisions: ReadonlyMap<string, number> = new Map()
  #sweptUserRevisions: ReadonlyMap<string, number> = new Map()

  constructor(options: {
    db: Database
    getEpoch: () => Promise<string>
    localUserIds: () => string[]
    emit: (userId: string, heads: Heads) => void
  }) {
    this.#db = options.db
    this.#getEpoch = options.getEpoch
    this.#localUserIds = options.localUserIds
    this.#emit = options.emit
  }

  /** Sees each frame that this node emits. */
  note(frame: FanoutFrame & { kind: 'emit' }): void {
    const payload = frame.payload as { conversationId?: string; through?: number }
    const { through } = payload
    if (through === undefined) return
    if (frame.name === 'message:changed' && payload.conversationId) raise(this.#toldRevisions, payload.conversationId, through)
    if (frame.name === 'user:changed') {
      for (const room of frame.rooms) raise(this.#toldUserRevisions, room.slice('user:'.length), through)
    }
  }

  /** What the delivery worker knows to be committed: only where this node is behind are the members told, of those conversations. */
  async receive(heads: (FanoutFrame & { kind: 'heads' })['heads']): Promise<void> {
    const behind = heads.filter((head) => head.revision > (this.#toldRevisions.get(head.conversationId) ?? 0))
    if (behind.length === 0) return
    const epoch = await this.#getEpoch()
    const local = new Set(this.#localUserIds())
    const byUser = new Map<string, Heads['conversations']>()
    for (const { conversationId, revision, userIds } of behind) {
      for (const userId of userIds) {
        if (!local.has(userId)) continue
        byUser.set(userId, [...(byUser.get(userId) ?? []), { conversationId, revision }])
      }
    }
    // The user revision is that of before: heads say what is there at least.
    for (const [userId, conversations] of byUser) {
      this.#emit(userId, { epoch, userRevision: Math.max(this.#toldUserRevisions.get(userId) ?? 0, 0), conversations })
    }
    for (const head of behind) raise(this.#toldRevisions, head.conversationId, head.revision)
  }

  /** Compares every local user's conversations in PostgreSQL with the last sweep. What was told counts only after all of them were. */
  async sweep(): Promise<void> {
    const userIds = this.#localUserIds()
    const epoch = await this.#getEpoch()
    const revisions = new Map<string, number>()
    const userRevisions = new Map<string, number>()
    for (let start = 0; start < userIds.length; start += usersPerQuery) {
      const headsByUser = await listHeads(this.#db, userIds.slice(start, start + usersPerQuery))
      for (const [userId, { userRevision, conversations }] of headsByUser) {
        const moved = conversations.filter((head) => head.revision > (this.#sweptRevisions.get(head.conversationId) ?? -1))
        const userMoved = userRevision > (this.#sweptUserRevisions.get(userId) ?? -1)
        if (moved.length > 0 || userMoved) this.#emit(userId, { epoch, userRevision, conversations: moved })
        userRevisions.set(userId, userRevision)
        for (const head of conversations) {
          // Two batches may have read different heads: the lower one is what all have been told.
          revisions.set(head.conversationId, Math.min(head.revision, revisions.get(head.conversationId) ?? head.revision))
        }
      }
    }
    this.#sweptRevisions = revisions
    this.#sweptUserRevisions = userRevisions
    for (const id of this.#toldRevisions.keys()) if (!revisions.has(id)) this.#toldRevisions.delete(id)
    for (const id of this.#toldUserRevisions.keys()) if (!userRevisions.has(id)) this.#toldUserRevisions.delete(id)
    for (const [id, revision] of revisions) raise(this.#toldRevisions, id, revision)
    for (const [id, revision] of userRevisions) raise(this.#toldUserRevisions, id, revision)
  }
}

function raise(revisions: Map<string, number>, key: string, revision: number): void {
  if (revision > (revisions.get(key) ?? -1)) revisions.set(key, revision)
}
