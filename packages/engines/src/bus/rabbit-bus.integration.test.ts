import { randomUUID } from 'node:crypto'
import { consumerNames, type DomainEvent } from '@chatsphere/contracts'
import type { EventBus } from '@chatsphere/domain'
import { createTestDatabase, startTcpProxy, type TcpProxy, type TestDatabase, until } from '@chatsphere/testing'
import { type BusTestTiming, busTestTiming, eventBusConformance } from '@chatsphere/testing/conformance'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BusTrouble } from './bus-trouble.ts'
import { PostgresDeadLetters } from './postgres-dead-letters.ts'
import { RabbitBus } from './rabbit-bus.ts'
import { type RabbitNames, rabbitNames } from './rabbit-topology.ts'

const brokerUrl = process.env.TEST_RABBITMQ_URL ?? ''

describe.skipIf(brokerUrl === '')('over RabbitMQ', () => {
  let database: TestDatabase
  let broker: ChannelModel
  beforeAll(async () => {
    database = await createTestDatabase()
    broker = await connect(brokerUrl)
  })
  afterAll(async () => {
    await broker.close()
    await database.drop()
  })

  let prefix: string
  let names: RabbitNames
  let channel: Channel
  let troubles: BusTrouble[]
  const proxies = new Map<EventBus, TcpProxy>()
  beforeEach(async () => {
    prefix = `chatsphere-test-${randomUUID()}`
    names = rabbitNames(prefix)
    troubles = []
    channel = await broker.createChannel()
    await database.open().prisma.queued.deleteMany()
  })
  afterEach(async () => {
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()))
    proxies.clear()
    for (const consumer of consumerNames) {
      await channel.deleteQueue(names.queueOf(consumer))
      await channel.deleteQueue(names.deadQueueOf(consumer))
    }
    await channel.deleteExchange(names.exchange)
    await channel.close()
  })

  async function create(asked?: BusTestTiming): Promise<EventBus> {
    const url = new URL(brokerUrl)
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5672) })
    url.host = `127.0.0.1:${proxy.port}`
    const bus = new RabbitBus({
      url: url.href,
      db: database.open('chatsphere_workers'),
      prefix,
      onTrouble: (trouble) => troubles.push(trouble),
      timing: busTestTiming(asked),
    })
    proxies.set(bus, proxy)
    return bus
  }

  eventBusConformance({
    create,
    async interrupt() {
      for (const proxy of proxies.values()) proxy.cut()
    },
    kill: (bus) => proxies.get(bus)?.shut(),
    deadLetters: new PostgresDeadLetters(),
    database: () => database,
  })

  const newEvent = (): DomainEvent => ({
    id: randomUUID(),
    topic: 'conversation.opened.v1',
    key: 'key',
    payload: { conversationId: randomUUID(), userIds: [] },
    createdAt: new Date().toISOString(),
    requestId: null,
  })
  const collect = (bus: EventBus) => {
    const handled: string[] = []
    const stop = bus.consume('delivery', async (events) => void handled.push(...events.map(({ id }) => id)))
    return { handled, stop }
  }
  const succeeds = (work: () => Promise<unknown>) =>
    work().then(
      () => true,
      () => false,
    )
  const waiting = async (queue: string) => (await channel.checkQueue(queue)).messageCount

  test('events that no queue takes fail their batch and raise an alarm; the queues are declared again', async () => {
    const bus = await create()
    const [before, lost, after] = [newEvent(), newEvent(), newEvent()]
    await bus.publish([before])
    await channel.deleteQueue(names.queueOf('delivery'))
    await expect(bus.publish([lost, after])).rejects.toThrow('No queue took conversation.opened.v1')
    expect(troubles).toContainEqual({ kind: 'unroutable', topics: ['conversation.opened.v1'] })
    await until(() => succeeds(() => bus.publish([lost, after])))
    const { handled } = collect(bus)
    await until(() => handled.length === 2)
    expect(handled.sort()).toEqual([lost.id, after.id].sort())
    await bus.close()
  })

  test('a queue that is taken away under its consumer is declared again, and read', async () => {
    const bus = await create()
    const { handled } = collect(bus)
    const [first, second] = [newEvent(), newEvent()]
    await bus.publish([first])
    await until(() => handled.includes(first.id))
    await channel.deleteQueue(names.queueOf('delivery'))
    await until(() => succeeds(() => bus.publish([second])))
    await until(() => handled.includes(second.id))
    await bus.close()
  })

  test('without a connection nothing is published, at once; with one again it is', async () => {
    const bus = await create()
    await bus.publish([newEvent()])
    proxies.get(bus)?.shut()
    await until(() => troubles.length > 0)
    const askedAt = performance.now()
    await expect(bus.publish([newEvent()])).rejects.toThrow('There is no connection to the broker')
    expect(performance.now() - askedAt).toBeLessThan(1_000)
    proxies.get(bus)?.open()
    await until(() => succeeds(() => bus.publish([newEvent()])))
    await bus.close()
  })

  test('a broker that has no room left is told as an outage, not waited for; events are handled meanwhile', async () => {
    const bus = await create()
    const { handled } = collect(bus)
    const first = newEvent()
    await bus.publish([first])
    await until(() => handled.includes(first.id))
    const reason = Buffer.from('low on memory')
    proxies.get(bus)?.inject(methodFrame(60, Buffer.concat([Buffer.from([reason.length]), reason])))
    await until(() =>
      bus.check().then(
        () => false,
        (error: Error) => error.message.includes('low on memory'),
      ),
    )
    await expect(bus.publish([newEvent()])).rejects.toThrow('low on memory')
    const second = newEvent()
    channel.publish(names.exchange, second.topic, Buffer.from(JSON.stringify(second)))
    await until(() => handled.includes(second.id))
    proxies.get(bus)?.inject(methodFrame(61, Buffer.alloc(0)))
    await until(() => succeeds(() => bus.publish([newEvent()])))
    await bus.close()
  })

  test('what cannot be read is a dead letter with what it was, and its neighbours pass', async () => {
    const bus = await create()
    const event = newEvent()
    await bus.publish([event])
    const contents = ['no JSON', '{}', JSON.stringify({ ...newEvent(), key: 'a\0b' })]
    for (const content of contents) channel.publish(names.exchange, event.topic, Buffer.from(content))
    await until(async () => (await waiting(names.queueOf('delivery'))) === contents.length + 1)
    const { handled } = collect(bus)
    const rows = await until(async () => {
      const parked = await database.open().prisma.queued.findMany({ where: { parkedAt: { not: null } } })
      return parked.length === contents.length && parked
    })
    await until(() => handled.includes(event.id))
    expect(rows.map(({ payload }) => Buffer.from(Object(payload).base64, 'base64').toString()).sort()).toEqual(contents.sort())
    expect(rows.every((row) => row.lastError === 'It cannot be read' && row.topic === event.topic)).toBe(true)
    await bus.close()
  })

  test('the broker puts aside what is delivered in vain too often, and from there it is handled, alone', async () => {
    const bus = await create()
    const event = newEvent()
    await bus.publish([event])
    let deliveries = 0
    await until(async () => {
      const message = await channel.get(names.queueOf('delivery'))
      if (message) {
        channel.nack(message)
        deliveries += 1
      }
      return (await waiting(names.deadQueueOf('delivery'))) > 0
    })
    expect([10, 11]).toContain(deliveries)
    const { handled } = collect(bus)
    await until(() => handled.includes(event.id))
    expect(handled).toEqual([event.id])
    await bus.close()
  })

  test('nothing is acknowledged before it was handled', async () => {
    const bus = await create({ leaseMs: 300 })
    const [first, ...others] = Array.from({ length: 10 }, newEvent)
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
    const { promise: never } = Promise.withResolvers<void>()
    bus.consume('delivery', () => {
      enter()
      return never
    })
    await bus.publish(first ? [first] : [])
    await entered
    // Each of these has gone through the queue's log: an acknowledgement from before would have, too.
    for (const event of others) await bus.publish([event])
    proxies.get(bus)?.shut()
    const { handled } = collect(await create())
    await until(() => new Set(handled).size === 1 + others.length)
    expect(handled).toContain(first?.id)
  })

  test('a stop that comes while the consumer is set up leaves nobody who reads', async () => {
    const bus = await create()
    // The consumers' connection is there: the next one sets itself up at once.
    await until(() => succeeds(() => bus.depthOf('delivery')))
    const { handled, stop } = collect(bus)
    await stop()
    for (let look = 0; look < 5; look++) expect(await bus.depthOf('delivery')).toBe(0)
    const event = newEvent()
    await bus.publish([event])
    const next = collect(await create())
    await until(() => handled.length + next.handled.length > 0)
    expect([handled, next.handled]).toEqual([[], [event.id]])
    await next.stop()
    await bus.close()
  })

  test('a stop acknowledges what was handled: nothing of it is left at the broker', async () => {
    const bus = await create()
    const events = Array.from({ length: 50 }, newEvent)
    await bus.publish(events)
    const { handled, stop } = collect(bus)
    await until(() => handled.length === events.length)
    await stop()
    await until(async () => (await waiting(names.queueOf('delivery'))) === 0)
    await channel.close()
    channel = await broker.createChannel()
    expect(await channel.get(names.queueOf('delivery'))).toBe(false)
    await bus.close()
  })
})

/** A method of AMQP's class `connection`, as the broker sends it. */
function methodFrame(method: number, fields: Buffer): Buffer {
  const payload = Buffer.concat([Buffer.from([0, 10, 0, method]), fields])
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0])
  header.writeUInt32BE(payload.length, 3)
  return Buffer.concat([header, payload, Buffer.from([0xce])])
}
