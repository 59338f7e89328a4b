import type { DomainEvent } from '@chatsphere/contracts'
import type { EventBus } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { afterEach, expect, test } from 'vitest'
import { until } from '../until.ts'

function newEvent(): DomainEvent {
  const conversationId = uuidv7()
  return {
    id: uuidv7(),
    topic: 'message.created.v1',
    key: conversationId,
    payload: { conversationId, messageId: uuidv7(), authorId: uuidv7(), position: 1, revision: 1 },
    createdAt: new Date().toISOString(),
  }
}

/** What every event bus does. `create` answers a new one, as in another process. The queue is that of the consumer `delivery`. */
export function eventBusConformance(options: { create(): EventBus }): void {
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()))
  })
  const consume = (bus: EventBus, handle: (events: readonly DomainEvent[]) => Promise<void>) => {
    const stop = bus.consume('delivery', handle)
    stops.push(stop)
    return stop
  }

  test('what is published before and after a consumer starts is handled, each as it was', async () => {
    const [early, late] = [newEvent(), newEvent()]
    const bus = options.create()
    await bus.publish([early])
    const handled: DomainEvent[] = []
    consume(options.create(), async (events) => void handled.push(...events))
    await bus.publish([late])
    await until(() => handled.length === 2)
    expect(handled).toEqual(expect.arrayContaining([early, late]))
  })

  test('an event that nobody is bound to is published and gone', async () => {
    const bus = options.create()
    const unbound: DomainEvent = {
      id: uuidv7(),
      topic: 'user.registered.v1',
      key: 'x',
      payload: { userId: uuidv7() },
      createdAt: new Date().toISOString(),
    }
    const bound = newEvent()
    await bus.publish([unbound, bound])
    const handled: string[] = []
    consume(bus, async (events) => void handled.push(...events.map(({ id }) => id)))
    await until(() => handled.includes(bound.id))
    expect(handled).toEqual([bound.id])
  })

  test('two consumers of one queue share its events: each event goes to one of them', async () => {
    const events = Array.from({ length: 200 }, newEvent)
    const handled: string[] = []
    for (const bus of [options.create(), options.create()]) {
      consume(bus, async (batch) => void handled.push(...batch.map(({ id }) => id)))
    }
    await options.create().publish(events)
    await until(() => handled.length >= events.length)
    expect(handled.sort()).toEqual(events.map(({ id }) => id).sort())
  })

  test('one that cannot be handled fails alone and is tried again later, its neighbours pass', async () => {
    const events = Array.from({ length: 3 }, newEvent)
    const poison = events[1]?.id ?? ''
    const passed = new Set<string>()
    let tries = 0
    let isCured = false
    consume(options.create(), async (batch) => {
      if (!isCured && batch.some(({ id }) => id === poison)) {
        if (batch.length === 1) tries += 1
        throw new Error('cannot be handled')
      }
      for (const { id } of batch) passed.add(id)
    })
    await options.create().publish(events)
    await until(() => passed.size === 2 && tries >= 2)
    expect(passed.has(poison)).toBe(false)
    isCured = true
    await until(() => passed.has(poison))
  })

  test('stopping waits for what is under way, and what was not handled is there for the next', async () => {
    const [first, second] = [newEvent(), newEvent()]
    const bus = options.create()
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    let ended = false
    const stop = consume(bus, async () => {
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
    const handled: string[] = []
    consume(options.create(), async (events) => void handled.push(...events.map(({ id }) => id)))
    await until(() => handled.includes(second.id))
    expect(handled).toEqual([second.id])
  })
}
