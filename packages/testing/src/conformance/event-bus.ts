import type { DeadLetter, DomainEvent } from '@chatsphere/contracts'
import { DatabaseUnavailable } from '@chatsphere/db'
import type { DeadLetters, EventBus, EventHandler } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { afterEach, expect, test } from 'vitest'
import type { TestDatabase } from '../database.ts'
import { until } from '../until.ts'

function newEvent(): DomainEvent {
  const conversationId = uuidv7()
  return {
    id: uuidv7(),
    topic: 'message.created.v1',
    key: conversationId,
    payload: { conversationId, messageId: uuidv7(), authorId: uuidv7(), position: 1, revision: 1 },
    createdAt: new Date().toISOString(),
    requestId: `request-${conversationId}`,
  }
}

const idsOf = (events: readonly DomainEvent[]) => events.map(({ id }) => id)

/** An event has three tries. */
const retryDelaysMs = [60, 120]
const triesMax = retryDelaysMs.length + 1

/** What a test asks for: a short lease, to see it run out, or a poll that it does not live to see. */
export type BusTestTiming = Partial<Record<'leaseMs' | 'pollIntervalMs', number>>

/** The time that buses under test are given. */
export function busTestTiming(asked: BusTestTiming = {}) {
  return { retryDelaysMs, leaseMs: 30_000, outagePauseMs: 50, pollIntervalMs: 25, ...asked }
}

export interface EventBusUnderTest {
  /** A new one, as in another process, with `busTestTiming(asked)`. */
  create(asked?: BusTestTiming): Promise<EventBus>
  /** Breaks the connections that all buses have at this moment. */
  interrupt(): Promise<void>
  /** Takes a bus away from its server, as the death of its process does. */
  kill(bus: EventBus): void
  readonly deadLetters: DeadLetters
  /** Where its dead letters are. */
  database(): TestDatabase
}

/** What every event bus does. The queue is that of the consumer `delivery`; it is empty at the beginning of each test. */
export function eventBusConformance(under: EventBusUnderTest): void {
  const cleanUps: (() => unknown)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  })

  const create = async (asked?: BusTestTiming) => {
    const bus = await under.create(asked)
    cleanUps.push(() => bus.close())
    return bus
  }
  /** Collects what is handled, until `failing` throws. */
  const collect = async (failing: EventHandler = async () => undefined, asked?: BusTestTiming) => {
    const handled: string[] = []
    const bus = await create(asked)
    const stop = bus.consume('delivery', async (events) => {
      await failing(events)
      handled.push(...idsOf(events))
    })
    return { bus, handled, stop }
  }
  const listDead = () => under.deadLetters.list(under.database().open('chatsphere_web'), { limit: 100 })
  const replay = (eventId: string) => {
    const db = under.database().open('chatsphere_web')
    return db.inTransaction((tx) => under.deadLetters.replay(tx, 'delivery', eventId))
  }
  const cannotHandle = (poison: string, isCured = () => false): EventHandler & { triedAt: number[] } => {
    const triedAt: number[] = []
    return Object.assign(
      async (events: readonly DomainEvent[]) => {
        if (!idsOf(events).includes(poison) || isCured()) return
        if (events.length === 1) triedAt.push(performance.now())
        throw new Error('cannot \0 be handled')
      },
      { triedAt },
    )
  }

  test('what is published before and after a consumer starts is handled, each as it was', async () => {
    const [early, late] = [newEvent(), newEvent()]
    await (await create()).publish([early])
    const bus = await create()
    const handled: DomainEvent[] = []
    bus.consume('delivery', async (events) => void handled.push(...events))
    await bus.publish([late])
    await until(() => handled.length === 2)
    expect(handled).toEqual(expect.arrayContaining([early, late]))
  })

  test('what waits in a queue is counted until it is handed over', async () => {
    const bus = await create()
    await until(() =>
      bus.depthOf('delivery').then(
        (depth) => depth === 0,
        () => false,
      ),
    )
    const events = [newEvent(), newEvent(), newEvent()]
    await bus.publish(events)
    await until(async () => (await bus.depthOf('delivery')) === 3)
    const handled: string[] = []
    const stop = bus.consume('delivery', async (given) => void handled.push(...idsOf(given)))
    await until(() => handled.length === 3)
    await until(async () => (await bus.depthOf('delivery')) === 0)
    await stop()
  })

  test('an event that nobody is bound to is published and gone', async () => {
    const unbound: DomainEvent = {
      id: uuidv7(),
      topic: 'user.registered.v1',
      key: 'x',
      payload: { userId: uuidv7() },
      createdAt: new Date().toISOString(),
      requestId: null,
    }
    const bound = newEvent()
    const { bus, handled } = await collect()
    await bus.publish([unbound, bound])
    await until(() => handled.includes(bound.id))
    expect(handled).toEqual([bound.id])
  })

  test('two consumers of one queue share its events: each event goes to one of them', async () => {
    const events = Array.from({ length: 500 }, newEvent)
    const [one, other] = [await collect(), await collect()]
    await (await create()).publish(events)
    await until(() => one.handled.length + other.handled.length >= events.length)
    expect([...one.handled, ...other.handled].sort()).toEqual(idsOf(events).sort())
  })

  test('what is published twice is handled, and disturbs nothing', async () => {
    const events = Array.from({ length: 20 }, newEvent)
    const { bus, handled, stop } = await collect()
    await Promise.all([bus.publish(events), bus.publish(events)])
    const last = newEvent()
    await bus.publish([last])
    await until(() => new Set(handled).size === events.length + 1)
    await stop()
    expect([...new Set(handled)].sort()).toEqual([...idsOf(events), last.id].sort())
    expect(await listDead()).toEqual([])
  })

  test('one that cannot be handled fails alone and is tried again later, its neighbours pass', async () => {
    const events = Array.from({ length: 3 }, newEvent)
    const poison = events[1]?.id ?? ''
    let isCured = false
    const failing = cannotHandle(poison, () => isCured)
    const { bus, handled } = await collect(failing)
    await bus.publish(events)
    await until(() => handled.length === 2 && failing.triedAt.length >= 2)
    expect(handled).not.toContain(poison)
    isCured = true
    await until(() => handled.includes(poison))
    expect(await listDead()).toEqual([])
  })

  test(`it has exactly ${triesMax} tries, each later than the one before, and is a dead letter then`, async () => {
    const events = Array.from({ length: 3 }, newEvent)
    const poison = events[1] as DomainEvent
    const failing = cannotHandle(poison.id)
    const { bus, handled } = await collect(failing, { pollIntervalMs: 60_000 })
    await bus.publish(events)
    const [letter, ...others] = await until(async () => {
      const letters = await listDead()
      return letters.length > 0 && letters
    })
    expect(others).toEqual([])
    expect(letter).toEqual({
      consumer: 'delivery',
      eventId: poison.id,
      topic: poison.topic,
      tries: triesMax,
      lastError: 'cannot  be handled',
      createdAt: poison.createdAt,
      requestId: poison.requestId,
      parkedAt: expect.any(String),
    } satisfies DeadLetter)
    const pauses = failing.triedAt.slice(1).map((at, index) => at - (failing.triedAt[index] ?? at))
    for (const [index, delayMs] of retryDelaysMs.entries()) expect(pauses[index]).toBeGreaterThanOrEqual(delayMs)
    const after = newEvent()
    await bus.publish([after])
    await until(() => handled.includes(after.id))
    expect(failing.triedAt).toHaveLength(triesMax)
  })

  test('a dead letter that is put back has all its tries again; handled, it is one no more', async () => {
    const event = newEvent()
    let isCured = false
    const failing = cannotHandle(event.id, () => isCured)
    const { bus, handled } = await collect(failing)
    expect(await replay(event.id)).toBe(false)
    await bus.publish([event])
    const isDead = async () => (await listDead()).some(({ eventId }) => eventId === event.id)
    await until(isDead)
    expect(await replay(event.id)).toBe(true)
    await until(isDead)
    expect(failing.triedAt).toHaveLength(2 * triesMax)
    isCured = true
    expect(await replay(event.id)).toBe(true)
    expect(await replay(event.id)).toBe(false)
    await until(() => handled.includes(event.id))
    expect(await listDead()).toEqual([])
    expect(handled).toEqual([event.id])
  })

  test('dead letters are listed with the last one first, of one consumer, up to a limit', async () => {
    const events = Array.from({ length: 3 }, newEvent)
    const { bus } = await collect(async () => {
      throw new Error('nothing can be handled')
    })
    await bus.publish(events)
    const letters = await until(async () => {
      const found = await listDead()
      return found.length === events.length && found
    })
    expect(letters.map(({ eventId }) => eventId).sort()).toEqual(idsOf(events).sort())
    const parkedAt = letters.map((letter) => letter.parkedAt)
    expect(parkedAt).toEqual([...parkedAt].sort().reverse())
    const db = under.database().open('chatsphere_web')
    expect(await under.deadLetters.list(db, { consumer: 'delivery', limit: 2 })).toEqual(letters.slice(0, 2))
  })

  test('what takes its process down at each try is a dead letter in the end; what came with it is handled', async () => {
    const events = Array.from({ length: 5 }, newEvent)
    const poison = events[2]?.id ?? ''
    const handled: string[] = []
    // Nothing comes of a handler whose process is dead: here it hangs until the test is over.
    const { promise: death, reject: release } = Promise.withResolvers<never>()
    death.catch(() => undefined)
    const start = async () => {
      const bus = await create({ leaseMs: 300 })
      const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
      bus.consume('delivery', async (batch) => {
        if (idsOf(batch).includes(poison)) {
          // It dies in the middle of its work: what it told the server before has arrived there.
          await listDead()
          enter()
          await death
        }
        handled.push(...idsOf(batch))
      })
      return { bus, entered }
    }
    await (await create()).publish(events)
    let letter: DeadLetter | undefined
    let deaths = 0
    const found = until(async () => {
      letter = (await listDead())[0]
      return letter !== undefined
    })
    try {
      while (!letter) {
        const { bus, entered } = await start()
        await Promise.race([entered, found])
        if (letter) break
        under.kill(bus)
        deaths += 1
      }
      // Once perhaps with others, and then alone.
      expect(deaths).toBeGreaterThanOrEqual(triesMax)
      expect(deaths).toBeLessThanOrEqual(triesMax + 1)
      expect(letter).toMatchObject({ eventId: poison, tries: triesMax })
      await until(() => new Set(handled).size === events.length - 1)
      expect(await listDead()).toHaveLength(1)
    } finally {
      release(new Error('the test is over'))
    }
  })

  test('in an outage nothing loses a try', async () => {
    const events = Array.from({ length: 3 }, newEvent)
    let outages = 0
    const { bus, handled } = await collect(async () => {
      if (outages > triesMax) return
      outages += 1
      throw new DatabaseUnavailable(new Error('away'))
    })
    await bus.publish(events)
    await until(() => new Set(handled).size === events.length)
    expect(outages).toBeGreaterThan(triesMax)
    expect(await listDead()).toEqual([])
  })

  test('nothing is lost over broken connections', async () => {
    const { handled } = await collect(() => new Promise(setImmediate), { leaseMs: 1_000 })
    const relay = await create()
    const published: string[] = []
    for (let batch = 0; batch < 20; batch++) {
      const events = Array.from({ length: 50 }, newEvent)
      const publishing = relay.publish(events).catch(() =>
        until(() =>
          relay.publish(events).then(
            () => true,
            () => false,
          ),
        ),
      )
      if (batch % 5 === 2) await under.interrupt()
      await publishing
      published.push(...idsOf(events))
    }
    await until(() => new Set(handled).size === published.length, { timeoutMs: 20_000 })
    expect([...new Set(handled)].sort()).toEqual(published.sort())
    expect(await listDead()).toEqual([])
  })

  test('stopping waits for what is under way, and what was not handled is there for the next', async () => {
    const [first, second] = [newEvent(), newEvent()]
    const bus = await create()
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    let ended = false
    const stop = bus.consume('delivery', async () => {
      enter()
      await gate
      ended = true
    })
    await bus.publish([first])
    await entered
    const stopped = stop().then(() => ended)
    open()
    expect(await stopped).toBe(true)
    await bus.publish([second])
    const { handled } = await collect()
    await until(() => handled.includes(second.id))
    expect(handled).toEqual([second.id])
  })

  test('a clean stop makes no repetition: what has been handed out is finished, the rest goes to the next', async () => {
    // Far more than are handed out ahead while the word to stop is on its way.
    const events = Array.from({ length: 3_000 }, newEvent)
    await (await create()).publish(events)
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const first = await collect(async () => {
      begin()
      await gate
      await new Promise(setImmediate)
    })
    await begun
    const stopped = first.stop()
    open()
    await stopped
    expect(first.handled.length).toBeGreaterThan(0)
    expect(first.handled.length).toBeLessThan(events.length)
    const second = await collect()
    await until(() => first.handled.length + second.handled.length >= events.length)
    await second.stop()
    expect([...first.handled, ...second.handled].sort()).toEqual(idsOf(events).sort())
  })

  test('the check tells whether anything can be published', async () => {
    const bus = await create()
    await expect(bus.check()).resolves.toBeUndefined()
    under.kill(bus)
    await until(() =>
      bus.check().then(
        () => false,
        () => true,
      ),
    )
    await expect(bus.publish([newEvent()])).rejects.toThrow()
  })
}
