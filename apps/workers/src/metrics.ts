import { consumerNames, type DomainEvent } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { EventBus, Registry } from '@chatsphere/domain'
import type { BusTrouble } from '@chatsphere/engines'
import { Counter, Gauge, Histogram, type Metric } from 'prom-client'
import { getBacklog, listSetAside } from './metrics-repository.ts'

export interface WorkerMetrics {
  /** To be registered where `/metrics` is answered from. */
  readonly all: readonly Metric[]
  published(events: readonly DomainEvent[]): void
  trouble(trouble: BusTrouble): void
}

/** What the workers count. What stands elsewhere is read when somebody asks; while that is away those lines are missing. */
export function createWorkerMetrics(
  db: Tx,
  sources: { depthOf: EventBus['depthOf']; listServices: Registry['list'] },
): WorkerMetrics {
  const published = new Counter({
    name: 'chatsphere_outbox_published_total',
    help: 'Events that this process has carried from the outbox to the event bus',
    registers: [],
  })
  const lag = new Histogram({
    name: 'chatsphere_outbox_lag_seconds',
    help: 'From the writing of an event to its confirmation by the event bus',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [],
  })
  const troubles = new Counter({
    name: 'chatsphere_bus_troubles_total',
    help: 'What the event bus complained of: try-failed, parked, unroutable, outage',
    labelNames: ['kind'],
    registers: [],
  })
  for (const kind of ['try-failed', 'parked', 'unroutable', 'outage'] satisfies BusTrouble['kind'][]) troubles.inc({ kind }, 0)
  const oldest = new Gauge({
    name: 'chatsphere_outbox_oldest_seconds',
    help: 'Age of the oldest event that is not on the event bus yet; 0 if there is none',
    registers: [],
    async collect() {
      const backlog = await getBacklog(db).catch(() => undefined)
      this.remove()
      if (backlog) this.set(backlog.oldestSeconds)
    },
  })
  const unpublished = new Gauge({
    name: 'chatsphere_outbox_unpublished',
    help: 'Events that are not on the event bus yet, counted up to 100,000',
    registers: [],
    async collect() {
      const backlog = await getBacklog(db).catch(() => undefined)
      this.remove()
      if (backlog) this.set(backlog.rows)
    },
  })
  const setAside = new Gauge({
    name: 'chatsphere_events_set_aside',
    help: 'Events that a consumer failed at: parked ones wait for an admin, failed ones for their next try',
    labelNames: ['consumer', 'state'],
    registers: [],
    async collect() {
      const rows = await listSetAside(db).catch(() => [])
      this.reset()
      for (const { consumer, parked, failed } of rows) {
        this.set({ consumer, state: 'parked' }, parked)
        this.set({ consumer, state: 'failed' }, failed)
      }
    },
  })
  const depth = new Gauge({
    name: 'chatsphere_queue_depth',
    help: 'Events that wait in the queue of a consumer for their first try, counted up to 100,000',
    labelNames: ['consumer'],
    registers: [],
    async collect() {
      const depths = await Promise.all(consumerNames.map((consumer) => sources.depthOf(consumer).catch(() => undefined)))
      this.reset()
      for (const [index, consumer] of consumerNames.entries()) {
        const count = depths[index]
        if (count !== undefined) this.set({ consumer }, count)
      }
    },
  })
  const processes = new Gauge({
    name: 'chatsphere_processes',
    help: 'Processes whose lease in the registry holds',
    labelNames: ['name'],
    registers: [],
    async collect() {
      const services = await sources.listServices().catch(() => [])
      this.reset()
      for (const [name, { length }] of Map.groupBy(services, (service) => service.name)) this.set({ name }, length)
    },
  })
  return {
    all: [published, lag, troubles, oldest, unpublished, setAside, depth, processes],
    published(events) {
      published.inc(events.length)
      for (const { createdAt } of events) lag.observe(Math.max(0, Date.now() - Date.parse(createdAt)) / 1000)
    },
    trouble({ kind }) {
      troubles.inc({ kind })
    },
  }
}
