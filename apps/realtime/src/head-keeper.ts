import type { Heads } from '@chatsphere/contracts'
import type { Database } from '@chatsphere/db'
import { listHeads } from '@chatsphere/domain'
import type { FanoutFrame } from '@chatsphere/engines'

/** Users asked for in one statement. */
const usersPerQuery = 500

/**
 * Makes a lost last broadcast harmless. It remembers how far this node has told each conversation and each user; whatever
 * PostgreSQL, or the delivery worker, is ahead of that is sent as heads, and clients that are behind sync.
 */
export class HeadKeeper {
  readonly #db: Database
  readonly #getEpoch: () => Promise<string>
  readonly #emit: (userId: string, heads: Heads) => void
  readonly #localUserIds: () => string[]
  readonly #toldRevisions = new Map<string, number>()
  readonly #toldUserRevisions = new Map<string, number>()

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

  /** What the delivery worker knows to be committed: only where this node is behind is anybody told. */
  async receive(heads: (FanoutFrame & { kind: 'heads' })['heads']): Promise<void> {
    const local = new Set(this.#localUserIds())
    const behind = heads.filter((head) => head.revision > (this.#toldRevisions.get(head.conversationId) ?? 0))
    const userIds = new Set(behind.flatMap((head) => head.userIds).filter((userId) => local.has(userId)))
    if (userIds.size > 0) await this.#tell([...userIds])
  }

  /** Compares every local user with PostgreSQL. */
  async sweep(): Promise<void> {
    const userIds = this.#localUserIds()
    const seen = new Set<string>()
    for (let start = 0; start < userIds.length; start += usersPerQuery) {
      for (const id of await this.#tell(userIds.slice(start, start + usersPerQuery))) seen.add(id)
    }
    const local = new Set(userIds)
    for (const id of this.#toldRevisions.keys()) if (!seen.has(id)) this.#toldRevisions.delete(id)
    for (const id of this.#toldUserRevisions.keys()) if (!local.has(id)) this.#toldUserRevisions.delete(id)
  }

  /** Answers the conversations that it has compared. */
  async #tell(userIds: readonly string[]): Promise<string[]> {
    const epoch = await this.#getEpoch()
    const headsByUser = await listHeads(this.#db, userIds)
    const told = [...headsByUser].map(([userId, { userRevision, conversations }]) => ({
      userId,
      userRevision,
      userMoved: userRevision > (this.#toldUserRevisions.get(userId) ?? -1),
      conversations: conversations.filter((head) => head.revision > (this.#toldRevisions.get(head.conversationId) ?? -1)),
    }))
    for (const { userId, userRevision, userMoved, conversations } of told) {
      if (conversations.length === 0 && !userMoved) continue
      this.#emit(userId, { epoch, userRevision, conversations })
    }
    for (const { userId, userRevision, conversations } of told) {
      raise(this.#toldUserRevisions, userId, userRevision)
      for (const head of conversations) raise(this.#toldRevisions, head.conversationId, head.revision)
    }
    return [...headsByUser.values()].flatMap((user) => user.conversations.map((head) => head.conversationId))
  }
}

function raise(revisions: Map<string, number>, key: string, revision: number): void {
  if (revision > (revisions.get(key) ?? -1)) revisions.set(key, revision)
}
