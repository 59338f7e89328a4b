import type { Service } from '@chatsphere/contracts'
import { openDatabase, type Tx } from '@chatsphere/db'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { Registry } from 'prom-client'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorkerMetrics } from './metrics.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

let depth: number | undefined
let services: Service['name'][]
beforeEach(() => {
  depth = 0
  services = []
})

function watch(db: Tx) {
  const metrics = createWorkerMetrics(db, {
    depthOf: async () => depth ?? Promise.reject(new Error('away')),
    listServices: async () => services.map((name) => ({ name }) as Service),
  })
  const registry = new Registry()
  for (const metric of metrics.all) registry.registerMetric(metric)
  /** Each line as a number; undefined for one that is not there. */
  const read = async () => {
    const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
  }
  return { metrics, read }
}

test('the backlog, its age, and what was set aside are read when they are asked for', async () => {
  const { read } = watch(database.open('chatsphere_workers'))
  const empty = await read()
  expect(empty.get('chatsphere_outbox_unpublished')).toBe(0)
  expect(empty.get('chatsphere_outbox_oldest_seconds')).toBe(0)
  expect(empty.get('chatsphere_events_set_aside{consumer="delivery",state="parked"}')).toBe(0)

  const { prisma } = database.open()
  const event = { topic: 'user.registered.v1', key: 'key', payload: {} }
  const createdAt = new Date(Date.now() - 60_000)
  await prisma.outbox.createMany({ data: [1, 2].map(() => ({ id: uuidv7(), ...event, createdAt })) })
  await prisma.outbox.create({ data: { id: uuidv7(), ...event, createdAt: new Date(0), publishedAt: new Date() } })
  const queued = { consumer: 'delivery', ...event, createdAt }
  await prisma.queued.createMany({
    data: [
      { ...queued, eventId: uuidv7() },
      { ...queued, eventId: uuidv7(), attempts: 2 },
      { ...queued, eventId: uuidv7(), lastError: 'died' },
      { ...queued, eventId: uuidv7(), attempts: 10, parkedAt: new Date() },
    ],
  })
  const full = await read()
  expect(full.get('chatsphere_outbox_unpublished')).toBe(2)
  expect(full.get('chatsphere_outbox_oldest_seconds')).toBeGreaterThanOrEqual(60)
  expect(full.get('chatsphere_outbox_oldest_seconds')).toBeLessThan(300)
  expect(full.get('chatsphere_events_set_aside{consumer="delivery",state="failed"}')).toBe(2)
  expect(full.get('chatsphere_events_set_aside{consumer="delivery",state="parked"}')).toBe(1)
})

test('what was published and what went wrong is counted', async () => {
  const { metrics, read } = watch(database.open('chatsphere_workers'))
  const createdAt = new Date(Date.now() - 2_000).toISOString()
  metrics.published([
    { id: uuidv7(), topic: 'user.registered.v1', key: 'key', payload: { userId: uuidv7() }, createdAt, requestId: null },
  ])
  metrics.trouble({ kind: 'unroutable', topics: ['user.registered.v1'] })
  const lines = await read()
  expect(lines.get('chatsphere_outbox_published_total')).toBe(1)
  expect(lines.get('chatsphere_outbox_lag_seconds_bucket{le="1"}')).toBe(0)
  expect(lines.get('chatsphere_outbox_lag_seconds_count')).toBe(1)
  expect(lines.get('chatsphere_bus_troubles_total{kind="unroutable"}')).toBe(1)
  expect(lines.get('chatsphere_bus_troubles_total{kind="parked"}')).toBe(0)
})

test('while the database is away its lines are missing, and the others are there', async () => {
  const away = openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' })
  const lines = await watch(away).read()
  expect(lines.has('chatsphere_outbox_unpublished')).toBe(false)
  expect(lines.has('chatsphere_outbox_oldest_seconds')).toBe(false)
  expect(lines.get('chatsphere_outbox_published_total')).toBe(0)
  await away.close()
})

test('the depth of a queue and the processes that live are read when they are asked for; what cannot be told is missing', async () => {
  const { read } = watch(database.open('chatsphere_workers'))
  depth = 7
  services = ['web', 'realtime', 'realtime']
  const lines = await read()
  expect(lines.get('chatsphere_queue_depth{consumer="delivery"}')).toBe(7)
  expect(lines.get('chatsphere_processes{name="web"}')).toBe(1)
  expect(lines.get('chatsphere_processes{name="realtime"}')).toBe(2)
  depth = undefined
  services = ['web']
  const later = await read()
  expect(later.has('chatsphere_queue_depth{consumer="delivery"}')).toBe(false)
  expect(later.has('chatsphere_processes{name="realtime"}')).toBe(false)
})
