import type {
  Heads,
  HistoryInput,
  HistoryPage,
  HistoryRule,
  Message,
  MessageChanged,
  OwnState,
  ReceiptChanged,
  SyncInput,
  SyncResult,
  SystemNote,
  UserChanged,
} from '@chatsphere/contracts'
import { countUnreadOf, missedBy, pageFor, place, placeOf, type Room, receiptsOf, rowsSeenBy, summaryFor } from './model-room.ts'
import { about, message, ownState, person } from './test-factories.ts'

export type ServerEvent =
  | { name: 'message:changed'; payload: MessageChanged }
  | { name: 'user:changed'; payload: UserChanged }
  | { name: 'receipt:changed'; payload: ReceiptChanged }

/** Events for the one user whose devices a test looks at, in the order of the commits. */
export type Told = ServerEvent[]

/**
 * What the delivery contract says a server does, in memory, seen by one user. Every act commits at once and answers the live events
 * that this user's devices are told; what a test does with them (loses, repeats, reorders them) is the network's business.
 */
export class ModelServer {
  readonly me: string
  #rooms = new Map<string, Room>()
  #userRevision = 0
  #own = ownState()
  #epoch = 1
  #now = 0
  #receiptTimes: { at: number; receipt: ReceiptChanged }[] = []

  constructor(me: string) {
    this.me = me
  }

  get epoch(): string {
    return `e${this.#epoch}`
  }

  /** What a back-up has. */
  snapshot() {
    return structuredClone({
      rooms: this.#rooms,
      userRevision: this.#userRevision,
      own: this.#own,
      receipts: this.#receiptTimes,
    })
  }

  restore(state: ReturnType<ModelServer['snapshot']>): void {
    const copy = structuredClone(state)
    this.#rooms = copy.rooms
    this.#userRevision = copy.userRevision
    this.#own = copy.own
    this.#receiptTimes = copy.receipts
    this.#epoch++
  }

  open(room: { id: string; kind: 'direct' | 'group'; userIds: readonly string[]; history?: HistoryRule }): Told {
    const { id, kind, userIds, history = 'full' } = room
    const peer = kind === 'direct' ? person(id) : null
    const rules = { history, rule: history, blocks: false }
    this.#rooms.set(id, { id, kind, name: id, peer, ...rules, revision: 0, rows: [], members: new Map() })
    if (kind === 'group') return this.letIn(id, userIds, { type: 'group_created', name: id, userIds: [...userIds] })
    for (const userId of userIds) this.#room(id).members.set(userId, place({ userRevision: this.#stamp(userId) }))
    return userIds.includes(this.me) ? [this.#userChanged([id], [])] : []
  }

  isPresent(roomId: string, userId: string): boolean {
    return this.#rooms.get(roomId)?.members.get(userId)?.present ?? false
  }

  lastPosition(roomId: string): number {
    return this.#rooms.get(roomId)?.rows.length ?? 0
  }

  send(roomId: string, authorId: string, over: Partial<Message> = {}): Told {
    const room = this.#room(roomId)
    return this.#commit(room, [this.#newRow(room, { authorId, ...over })])
  }

  /** Changes a person's message that is not deleted; nothing otherwise. */
  change(roomId: string, position: number, how: 'edit' | 'delete' | 'react' | 'pin'): Told {
    const room = this.#room(roomId)
    const row = room.rows[position - 1]
    if (row?.kind !== 'user' || row.deletedAt) return []
    const at = this.#time()
    const changes: Record<typeof how, Partial<Message>> = {
      edit: { version: row.version + 1, body: `${row.body}'`, editedAt: at },
      delete: { body: '', reactions: [], pinnedAt: null, deletedAt: at },
      react: { reactions: row.reactions.length > 0 ? [] : [{ emoji: '👍', count: 1, userIds: [this.me] }] },
      pin: { pinnedAt: row.pinnedAt ? null : at },
    }
    return this.#commit(room, [{ ...row, ...changes[how] }])
  }

  letIn(roomId: string, userIds: readonly string[], note: SystemNote = { type: 'members_added', userIds: [...userIds] }): Told {
    const room = this.#room(roomId)
    const row = this.#newRow(room, { kind: 'system', body: JSON.stringify(note) })
    for (const userId of userIds) {
      const before = room.members.get(userId)
      const historyFrom = room.rule === 'full' ? 1 : row.position
      const read = { readPosition: row.position, readMax: row.position, delivered: row.position }
      room.members.set(userId, place({ ...before, ...read, present: true, historyFrom, userRevision: this.#stamp(userId) }))
      this.#noteReceipt(room, userId)
    }
    const told = this.#commit(room, [row], { profile: true })
    return userIds.includes(this.me) ? [this.#userChanged([roomId], []), ...told] : told
  }

  letGo(roomId: string, userId: string): Told {
    const room = this.#room(roomId)
    const member = room.members.get(userId)
    if (!member?.present) return []
    member.present = false
    member.userRevision = this.#stamp(userId)
    const told = this.#commit(room, [this.#newRow(room, { kind: 'system', body: '{"type":"member_left"}' })], { profile: true })
    return userId === this.me ? [this.#userChanged([], [roomId])] : told
  }

  /** The rule for new members changes too; no summary says so, since no profile could. */
  rename(roomId: string, rule: HistoryRule): Told {
    const room = this.#room(roomId)
    room.name = `${room.name}'`
    room.rule = rule
    return this.#commit(room, [this.#newRow(room, { kind: 'system', body: '{"type":"renamed"}' })], { profile: true })
  }

  /** `version` undefined: the stored one; a higher one than stored marks unread. */
  moveCursor(roomId: string, userId: string, position: number, version?: number): Told {
    const room = this.#room(roomId)
    const member = room.members.get(userId)
    if (!member?.present) return []
    const next = { version: version ?? member.readVersion, position: Math.min(position, room.rows.length) }
    const isAhead =
      next.version > member.readVersion || (next.version === member.readVersion && next.position > member.readPosition)
    if (!isAhead) return []
    member.readVersion = next.version
    member.readPosition = next.position
    member.readMax = Math.max(member.readMax, next.position)
    member.delivered = Math.max(member.delivered, next.position)
    member.userRevision = this.#stamp(userId)
    const receipt = this.#noteReceipt(room, userId)
    if (userId === this.me) return [this.#userChanged([roomId], [])]
    return this.isPresent(roomId, this.me) ? [{ name: 'receipt:changed', payload: receipt }] : []
  }

  markUnread(roomId: string, position: number): Told {
    const member = this.#room(roomId).members.get(this.me)
    if (!member || position < 1 || position > this.lastPosition(roomId)) return []
    return this.moveCursor(roomId, this.me, position - 1, member.readVersion + 1)
  }

  /** Null: the draft is gone. */
  saveDraft(roomId: string, body: string | null): Told {
    const member = this.#room(roomId).members.get(this.me)
    if (!member?.present) return []
    member.draft = body === null ? null : { body, replyTo: null, savedAt: this.#time() }
    member.userRevision = this.#stamp(this.me)
    return [this.#userChanged([roomId], [])]
  }

  /** The other person of a direct conversation takes another name, or blocks the one who looks. */
  changePeer(roomId: string, over: { displayName?: string; blocks?: boolean }): Told {
    const room = this.#room(roomId)
    const { blocks, ...named } = over
    if (room.peer) room.peer = { ...room.peer, ...named }
    if (blocks !== undefined) room.blocks = blocks
    placeOf(room, this.me).userRevision = this.#stamp(this.me)
    return [this.#userChanged([roomId], [])]
  }

  changeSettings(settings: Partial<OwnState['settings']>): Told {
    this.#own = { ...this.#own, settings: { ...this.#own.settings, ...settings } }
    this.#stamp(this.me)
    return [this.#userChanged([], [], this.#own)]
  }

  heads(): Heads {
    const conversations = this.#ownRooms().map(({ id, revision }) => ({ conversationId: id, revision }))
    return { epoch: this.epoch, userRevision: this.#userRevision, conversations }
  }

  sync(input: SyncInput): SyncResult {
    return this.syncInTwo(input)()
  }

  /** Reads the summaries now and the changes when the answer is called, as the server's statements do. */
  syncInTwo(input: SyncInput): () => SyncResult {
    const epoch = this.epoch
    const receiptsAt = new Date(this.#now).toISOString()
    const userRevision = this.#userRevision
    const ownState = this.#own
    const own = this.#ownRooms().map((room) => ({ room, head: room.revision, stamp: placeOf(room, this.me).userRevision }))
    const revisions = new Map(own.map(({ room, head }) => [room.id, head]))
    const isOther =
      input.epoch !== undefined &&
      (input.epoch !== epoch ||
        (input.userRevision ?? 0) > userRevision ||
        input.have.some((entry) => entry.revision > (revisions.get(entry.conversationId) ?? Number.POSITIVE_INFINITY)))
    const have = new Map(isOther ? [] : input.have.map((entry) => [entry.conversationId, entry.revision]))
    const since = isOther ? 0 : (input.userRevision ?? 0)
    const moved = own.filter(({ room, head, stamp }) => stamp > since || head > (have.get(room.id) ?? -1))
    const conversations = moved.map(({ room }) => summaryFor(room, this.me))
    const removed = [...have.keys()].filter((id) => !revisions.has(id))
    return () => ({
      epoch,
      userRevision,
      conversations,
      removed,
      changes: missedBy(
        moved.filter(({ room, head }) => head > (have.get(room.id) ?? 0)).map(({ room }) => this.#room(room.id)),
        this.me,
        have,
      ),
      receipts: input.receiptsSince && !isOther ? this.#receiptsSince(Date.parse(input.receiptsSince)) : [],
      receiptsAt,
      own: ownState,
      ...(isOther && { reset: true }),
    })
  }

  history(input: HistoryInput): HistoryPage {
    return pageFor(this.#room(input.conversationId), this.me, input)
  }

  /** The rows that this user may see, as they are. */
  rows(roomId: string): readonly Message[] {
    return rowsSeenBy(this.#room(roomId), this.me)
  }

  countUnread(roomId: string): number {
    return countUnreadOf(this.#room(roomId), this.me)
  }

  #room(roomId: string): Room {
    const room = this.#rooms.get(roomId)
    if (!room) throw new Error(`There is no ${roomId}`)
    return room
  }

  #ownRooms(): Room[] {
    return [...this.#rooms.values()].filter((room) => this.isPresent(room.id, this.me))
  }

  #time(): string {
    return new Date(++this.#now).toISOString()
  }

  #stamp(userId: string): number {
    return userId === this.me ? ++this.#userRevision : 1
  }

  #newRow(room: Room, over: Partial<Message>): Message {
    return message(room.rows.length + 1, { conversationId: room.id, createdAt: this.#time(), ...over })
  }

  /** Gives the rows the next revisions. Where somebody present may not see one of them nobody is told the rows. */
  #commit(room: Room, changed: readonly Message[], { profile = false } = {}): Told {
    const from = room.revision
    const rows = changed.map((row, index) => ({ ...row, revision: from + 1 + index }))
    for (const row of rows) room.rows[row.position - 1] = row
    room.revision += rows.length
    if (!this.isPresent(room.id, this.me)) return []
    const present = [...room.members.values()].filter((member) => member.present)
    const isSeenByAll = rows.every((row) => present.every((member) => member.historyFrom <= row.position))
    const payload: MessageChanged = {
      conversationId: room.id,
      from,
      through: room.revision,
      ...(isSeenByAll && { messages: rows }),
      ...(profile && { profile: { ...about, name: room.name, memberCount: present.length, receipts: receiptsOf(room) } }),
      audience: 1,
      epoch: this.epoch,
    }
    return [{ name: 'message:changed', payload }]
  }

  #userChanged(ids: readonly string[], removed: string[], own?: OwnState): ServerEvent {
    const conversations = ids.map((id) => summaryFor(this.#room(id), this.me))
    const through = this.#userRevision
    const payload = { from: through - 1, through, conversations, removed, ...(own && { own }), epoch: this.epoch }
    return { name: 'user:changed', payload }
  }

  #noteReceipt(room: Room, userId: string): ReceiptChanged {
    const member = room.members.get(userId)
    if (!member) throw new Error(`${userId} is no member`)
    const receipt = { conversationId: room.id, userId, readPosition: member.readMax, deliveredPosition: member.delivered }
    this.#receiptTimes.push({ at: ++this.#now, receipt })
    return receipt
  }

  #receiptsSince(since: number): ReceiptChanged[] {
    return this.#receiptTimes
      .filter(({ at, receipt }) => at >= since && receipt.userId !== this.me && this.isPresent(receipt.conversationId, this.me))
      .map(({ receipt }) => receipt)
      .filter((receipt) => this.isPresent(receipt.conversationId, receipt.userId))
  }
}
