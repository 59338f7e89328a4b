import { type ClientEventName, clientEventInputs } from '@chatsphere/contracts'
import { Counter, Gauge, Histogram, type Metric } from 'prom-client'

export interface NodeMetrics {
  /** To be registered where `/metrics` is answered from. */
  readonly all: readonly Metric[]
  /** One event of a client has its answer, whatever that is: for `message:send` the acknowledgement. */
  answered(event: ClientEventName, seconds: number): void
  /** A live event of another process has gone to the sockets of this one. */
  delivered(seconds: number): void
  headsTold(): void
  slowSocketCut(): void
}

/** What a node counts, in memory alone: nothing here asks anybody. `sockets` and `bufferedBytes` are looked at when somebody asks. */
export function createNodeMetrics(options: { sockets: () => number; bufferedBytes: () => number }): NodeMetrics {
  const answers = new Histogram({
    name: 'chatsphere_event_seconds',
    help: 'From an event of a client to its answer: for message:send the time to the acknowledgement; sync counts the repairs',
    labelNames: ['event'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [],
  })
  for (const event of Object.keys(clientEventInputs)) answers.zero({ event })
  const deliveries = new Histogram({
    name: 'chatsphere_delivery_seconds',
    help: 'From the acknowledgement at one process to the sockets of another, by the clocks of both',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [],
  })
  const heads = new Counter({
    name: 'chatsphere_heads_told_total',
    help: 'Times that somebody was told of changes which their live events had not brought them to',
    registers: [],
  })
  const cuts = new Counter({
    name: 'chatsphere_slow_sockets_cut_total',
    help: 'Sockets that were cut since they did not read',
    registers: [],
  })
  const sockets = new Gauge({
    name: 'chatsphere_sockets',
    help: 'Open sockets of this node',
    registers: [],
    collect() {
      this.set(options.sockets())
    },
  })
  const buffered = new Gauge({
    name: 'chatsphere_buffered_bytes',
    help: 'What waits in this process to be read by its clients',
    registers: [],
    collect() {
      this.set(options.bufferedBytes())
    },
  })
  return {
    all: [answers, deliveries, heads, cuts, sockets, buffered],
    answered: (event, seconds) => answers.observe({ event }, seconds),
    delivered: (seconds) => deliveries.observe(seconds),
    headsTold: () => heads.inc(),
    slowSocketCut: () => cuts.inc(),
  }
}
