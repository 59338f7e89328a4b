import type { Conversation, Message } from '@chatsphere/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChatStore } from './chat-store.ts'
import type { ConversationRecord } from './conversation-record.ts'
import { ModelServer, type ServerEvent, type Told } from './model-server.ts'
import { me } from './test-factories.ts'

const people = [me, 'other', 'third'] as const
const pageSize = 3

/** Few rooms and people, so that what happens meets. */
const roomId = fc.constantFrom('group', 'group', 'group', 'direct')
const userId = fc.constantFrom(...people)
/** Which of what there is: a part of it. */
const part = fc.integer({ min: 0, max: 9 }).map((tenths) => tenths / 10)
const device = fc.integer({ min: 0, max: 1 })

type Command =
  | { do: 'send'; roomId: string; userId: string }
  | { do: 'change'; roomId: string; part: number; how: 'edit' | 'delete' | 'react' | 'pin' }
  | { do: 'letIn' | 'letGo' | 'read'; roomId: string; userId: string; part: number }
  | { do: 'rename'; roomId: string; rule: 'full' | 'from_joining' }
  | { do: 'markUnread'; roomId: string; part: number }
  | { do: 'draft' | 'changePeer' | 'changeSettings'; roomId: string; part: number }
  | { do: 'backUp' | 'restore' }
  | { do: 'sendHere' | 'readHere'; device: number; roomId: string; part: number }
  | { do: 'deliver' | 'repeat' | 'lose' | 'sync' | 'answer' | 'reconnect'; device: number; part: number }
  | { do: 'ask'; device: number; roomId: string; part: number; anchor: 'before' | 'after' | 'around' }

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send' as const), roomId, userId }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      roomId,
      part,
      how: fc.constantFrom('edit' as const, 'delete' as const, 'react' as const, 'pin' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('letIn' as const, 'letGo' as const, 'read' as const), roomId, userId, part }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('letIn' as const, 'letGo' as const),
      roomId: fc.constant('group'),
      userId: fc.constant(me),
      part,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rename' as const),
      roomId,
      rule: fc.constantFrom('full' as const, 'from_joining' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('markUnread' as const), roomId, part }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('draft' as const, 'changePeer' as const, 'changeSettings' as const),
      roomId,
      part,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('backUp' as const, 'backUp' as const, 'restore' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('sendHere' as const, 'readHere' as const), device, roomId, part }) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('deliver' as const), device, part }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom('repeat' as const, 'lose' as const, 'sync' as const, 'answer' as const, 'answer' as const),
      device,
      part,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const), device, part }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      device,
      roomId,
      part,
      anchor: fc.constantFrom('before' as const, 'after' as const, 'around' as const),
    }),
  },
)

/** A device whose network is the test: events and answers wait here until they are delivered, in any order. */
class Device {
  readonly store = new ChatStore(me)
  readonly server: ModelServer
  arriving: ServerEvent[] = []
  /** Acknowledgements and pages of history. */
  answers: (() => void)[] = []
  /** The answer of the one sync that is under way. */
  sync: (() => boolean) | undefined

  constructor(server: ModelServer) {
    this.server = server
    this.level()
  }

  take(event: ServerEvent): void {
    if (event.name === 'message:changed') this.store.applyMessages(event.payload)
    else if (event.name === 'user:changed') this.store.applyUser(event.payload)
    else this.store.applyReceipt(event.payload)
  }

  startSync(): void {
    if (this.sync) return
    const answer = this.server.syncInTwo(this.store.syncInput())
    this.sync = () => this.store.applySync(answer())
  }

  endSync(): void {
    this.sync?.()
    this.sync = undefined
  }

  /** Goes on until the store says that it is level, and until it knows every head that the server has. */
  level(): void {
    this.endSync()
    let more = true
    for (let rounds = 0; more || this.#isBehind(); rounds++) {
      if (rounds > 200) throw new Error('The store does not become level')
      more = this.store.applySync(this.server.sync(this.store.syncInput()))
    }
  }

  /** All that is still under way comes after the store was level: it may not make it wrong, and only what the store itself asks for follows. */
  takeTheRest(): void {
    for (const event of this.arriving.splice(0).reverse()) this.take(event)
    for (const answer of this.answers.splice(0).reverse()) answer()
    if (this.#isBehind()) this.level()
  }

  #isBehind(): boolean {
    const incomplete = this.store.conversations().some(({ id }) => this.store.isIncomplete(id))
    return incomplete || this.store.isBehind(this.server.heads())
  }
}

class World {
  readonly server = new ModelServer(me)
  readonly devices: readonly Device[]
  #backUp: ReturnType<ModelServer['snapshot']>

  constructor() {
    this.server.open({ id: 'direct', kind: 'direct', userIds: [me, 'other'] })
    this.server.open({ id: 'group', kind: 'group', userIds: ['other', me], history: 'from_joining' })
    this.#backUp = this.server.snapshot()
    this.devices = [new Device(this.server), new Device(this.server)]
  }

  run(step: Command): void {
    if ('device' in step) {
      const here = this.devices[step.device]
      if (here) this.#runOn(here, step)
    } else this.#tell(this.#act(step))
  }

  #tell(told: Told): void {
    for (const { arriving } of this.devices) arriving.push(...told)
  }

  #act(step: Exclude<Command, { device: number }>): Told {
    const { server } = this
    switch (step.do) {
      case 'send':
        return server.isPresent(step.roomId, step.userId) ? server.send(step.roomId, step.userId) : []
      case 'change':
        return server.change(step.roomId, this.#position(step), step.how)
      case 'letIn':
        if (step.roomId === 'direct' || server.isPresent(step.roomId, step.userId)) return []
        return server.letIn(step.roomId, [step.userId])
      case 'letGo':
        return step.roomId === 'direct' ? [] : server.letGo(step.roomId, step.userId)
      case 'rename':
        return step.roomId === 'direct' ? [] : server.rename(step.roomId, step.rule)
      case 'read':
        return server.moveCursor(step.roomId, step.userId, this.#position(step))
      case 'markUnread':
        return server.isPresent(step.roomId, me) ? server.markUnread(step.roomId, this.#position(step)) : []
      case 'draft':
        return server.saveDraft(step.roomId, step.part < 0.3 ? null : `draft ${step.part}`)
      case 'changePeer':
        return server.changePeer('direct', step.part < 0.5 ? { displayName: `n${step.part}` } : { blocks: step.part < 0.8 })
      case 'changeSettings':
        return server.changeSettings({ density: step.part < 0.5 ? 'compact' : 'comfortable' })
      case 'backUp':
        this.#backUp = server.snapshot()
        return []
      case 'restore':
        server.restore(this.#backUp)
        // Every connection ends with the database: only what is under way over HTTP, and events in other nodes, outlive it.
        for (const device of this.devices) {
          device.arriving = device.arriving.filter((event) => event.name !== 'receipt:changed')
          device.answers = []
        }
        return []
    }
  }

  #position({ roomId: id, part: at }: { roomId: string; part: number }): number {
    return 1 + Math.floor(at * this.server.lastPosition(id))
  }

  #runOn(here: Device, step: Extract<Command, { device: number }>): void {
    const { server } = this
    const one = 'roomId' in step ? here.store.record(step.roomId) : undefined
    const index = Math.floor(step.part * here.arriving.length)
    switch (step.do) {
      case 'deliver':
      case 'repeat': {
        const event = here.arriving[index]
        if (event) here.take(event)
        if (step.do === 'deliver') here.arriving.splice(index, 1)
        return
      }
      case 'lose':
        here.arriving.splice(index, 1)
        return
      case 'sync':
        here.startSync()
        return
      case 'answer':
        if (here.sync && step.part < 0.5) here.endSync()
        else here.answers.splice(Math.floor(step.part * here.answers.length), 1)[0]?.()
        return
      case 'reconnect':
        here.arriving = []
        here.sync = undefined
        here.store.doubt()
        here.startSync()
        return
      case 'sendHere': {
        if (!one || !server.isPresent(one.id, me)) return
        this.#tell(server.send(one.id, me))
        const row = server.rows(one.id).at(-1)
        if (row) here.answers.push(() => here.store.applyAcknowledged(row))
        return
      }
      case 'readHere':
        here.store.readTo(step.roomId, this.#position(step))
        return
      case 'ask':
        if (one && server.isPresent(one.id, me)) here.answers.push(this.#ask(here, one, step))
    }
  }

  #ask(here: Device, record: ConversationRecord, step: Extract<Command, { do: 'ask' }>): () => void {
    const page = this.server.history({ conversationId: record.id, [step.anchor]: this.#position(step), limit: pageSize })
    return () => here.store.applyPage(record, page)
  }

  /** What a device has read and not reported is reported, as the reporter does. */
  settle(): void {
    for (const { store } of this.devices) {
      for (const { id } of store.conversations()) {
        const read = store.record(id)?.unreportedRead
        if (read && this.server.isPresent(id, me)) this.server.moveCursor(id, me, read.position, read.version)
      }
    }
    for (const device of this.devices) {
      device.level()
      device.takeTheRest()
    }
  }
}

const sorted = (store: ChatStore): Conversation[] =>
  [...store.conversations()]
    .sort((one, other) => one.id.localeCompare(other.id))
    .map((entry) => ({
      ...entry,
      receipts: [...entry.receipts].sort((one, other) => one.userId.localeCompare(other.userId)),
    }))

const withoutGap = (rows: readonly Message[]) => rows.map((row) => row.position)

function assertEqualsColdFetch(world: World): void {
  const { server } = world
  const fresh = new Device(server).store
  for (const { store } of world.devices) {
    expect(sorted(store)).toEqual(sorted(fresh))
    expect(store.own).toEqual(fresh.own)
    for (const { id, unread, historyFrom, lastPosition } of store.conversations()) {
      expect(unread).toBe(server.countUnread(id))
      const record = store.record(id)
      const rows = server.rows(id)
      expect(record?.isLoaded).toBe(true)
      expect(record?.messages().at(-1)?.position ?? 0).toBe(rows.at(-1)?.position ?? 0)
      for (let position = historyFrom; position <= lastPosition; position++) {
        const range = record?.range(position)
        if (!record || !range) continue
        const shown = record.messages(range)
        expect(shown).toEqual(rows.filter((row) => range.from <= row.position && row.position <= range.to))
        expect(withoutGap(shown)).toEqual(shown.map((_, index) => range.from + index))
        position = Math.min(range.to, lastPosition)
      }
    }
  }
}

test('whatever came late, twice or never: after a last sync both devices have what a cold fetch has, and unread is what one would count', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 150, size: 'max' }), (steps) => {
      const world = new World()
      for (const step of steps) world.run(step)
      world.settle()
      assertEqualsColdFetch(world)
    }),
    { numRuns: 2_500 },
  )
}, 60_000)
