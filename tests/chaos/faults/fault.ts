import type { EngineSet } from '../cluster/cluster.ts'
import type { ProcessName } from '../cluster/ports.ts'

/** Everything that is done to the cluster, by name, with what the report says of it. */
export const faultKinds = {
  'kill realtime': 'a realtime node is killed (SIGKILL) and started again',
  'kill web': 'the web process is killed',
  'kill workers': 'the workers are killed',
  'kill before commit': 'a realtime node dies with a send written and not committed',
  'kill after commit': 'a realtime node dies between the commit of a send and its acknowledgement',
  'kill after ack': 'a realtime node dies after the acknowledgement, before the other node hears of the message',
  'kill web after commit': 'the web process dies between the commit of a change and its answer',
  'kill between effect and done': 'the workers die when an effect is committed and its event is still queued',
  'kill before publish': 'the workers die with events claimed and not on the bus',
  'kill between publish and mark': 'the workers die when events are on the bus and not marked as published',
  'database killed': 'PostgreSQL and all its processes are killed and recover',
  'database stopped': 'PostgreSQL is stopped at once (immediate) and recovers',
  'backends ended': 'connections to PostgreSQL are ended by it',
  'database partition': 'a process cannot reach PostgreSQL; nothing is refused, nothing arrives',
  'fan-out partition': 'the LISTEN connection of a node is silent, everything else works',
  'device partition': 'devices cannot reach the servers, both ways',
  'device deaf': 'what the servers send does not arrive at devices',
  'device mute': 'what devices send does not arrive',
  latency: 'all links of devices and database are slow and uneven',
  resets: 'connections of devices are reset',
  'refused connections': 'new connections are refused, old ones are reset',
  pause: 'a process stands still (SIGSTOP) and goes on',
  'clock of a process': 'the clock of a process jumps and comes back',
  'clock of devices': 'the clock of the devices jumps and comes back',
  'stalled reader': 'a device does not read while it is sent megabytes',
  'lost kick': 'a session is revoked and the word to cut its sockets is lost',
  'lost events': 'live events are lost on a node, before any socket',
  'lost presence': 'the word that somebody’s presence has changed is lost on its way to a node',
  'redis killed': 'Redis is killed and comes back empty',
  'redis flushed': 'everything in Redis is deleted (FLUSHALL)',
  'redis partition': 'a process cannot reach Redis; nothing is refused, nothing arrives',
  'redis half-open': 'what Redis says does not arrive at any process',
  'broker killed': 'RabbitMQ is killed and recovers',
  'broker memory alarm': 'RabbitMQ is out of memory and takes nothing more',
  'broker partition': 'a process cannot reach RabbitMQ; nothing is refused, nothing arrives',
  'rolling restart': 'each process is asked to end (SIGTERM) and started again, one after the other',
} as const

export type FaultKind = keyof typeof faultKinds

const onServers: readonly FaultKind[] = [
  'redis killed',
  'redis flushed',
  'redis partition',
  'redis half-open',
  'broker killed',
  'broker memory alarm',
  'broker partition',
]

/** What can go wrong with these engines. */
export function faultKindsOn(engines: EngineSet): FaultKind[] {
  const notThere = engines === 'servers' ? ['fan-out partition'] : onServers
  return (Object.keys(faultKinds) as FaultKind[]).filter((kind) => !(notThere as readonly string[]).includes(kind))
}

/** One fault of a plan. What it needs beside its kind was drawn from the seed. */
export interface Fault {
  readonly kind: FaultKind
  /** After the start of the plan. */
  readonly atMs: number
  readonly lastsMs: number
  readonly process: ProcessName
  /** Indexes of the devices concerned. */
  readonly devices: readonly number[]
  readonly offsetMs: number
}
