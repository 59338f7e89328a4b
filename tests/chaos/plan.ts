import type { Operation } from './clients/operation.ts'
import type { ProcessName } from './cluster/ports.ts'
import type { Fault, FaultKind } from './faults/fault.ts'
import { Random } from './random.ts'
import type { Scene } from './scene.ts'

export interface PlannedOperation {
  readonly atMs: number
  readonly device: string
  readonly operation: Operation
}

export interface Plan {
  readonly seed: number
  readonly lengthMs: number
  readonly operations: readonly PlannedOperation[]
  /** In the order of their beginnings; those that would meet on one target do not overlap. */
  readonly faults: readonly Fault[]
}

export interface PlanOptions {
  readonly seed: number
  readonly scene: Scene
  readonly lengthMs: number
  readonly sendsPerSecond: number
  readonly kinds: readonly FaultKind[]
  /** The processes that there are. */
  readonly processes: readonly ProcessName[]
  /** How many faults, spread evenly; kinds are repeated in a new order until there are enough. */
  readonly faults: number
}

/** What is done and what goes wrong, and when: the same for the same options, whatever happens while it runs. */
export function makePlan(options: PlanOptions): Plan {
  const random = new Random(options.seed)
  const [ofOperations, ofFaults] = [random.fork(), random.fork()]
  return {
    seed: options.seed,
    lengthMs: options.lengthMs,
    operations: planOperations(options, ofOperations),
    faults: planFaults(options, ofFaults),
  }
}

/** How often each thing is done, beside sending. */
const perSend = {
  read: 0.25,
  'mark-unread': 0.04,
  'load-before': 0.05,
  type: 0.05,
  edit: 0.1,
  delete: 0.04,
  react: 0.15,
  pin: 0.04,
  around: 0.03,
} as const

function planOperations({ scene, lengthMs, sendsPerSecond }: PlanOptions, random: Random): PlannedOperation[] {
  const operations: PlannedOperation[] = []
  const writers = scene.devices.filter((device) => device.writes.length > 0)
  const add = (atMs: number, device: string, operation: Operation) =>
    operations.push({ atMs: Math.floor(atMs), device, operation })
  for (let atMs = 0; atMs < lengthMs; ) {
    atMs += (-Math.log(1 - random.next()) * 1_000 * 1.45) / sendsPerSecond
    const device = random.pick(writers)
    const where = random.pick(device.writes)
    // Mostly one message, sometimes many at once, which the outbox sends as arrays.
    const count = random.chance(0.04) ? random.between(5, 15) : 1
    const bad = random.chance(0.01) ? random.pick(['blank', 'too-long'] as const) : undefined
    add(atMs, device.name, { do: 'send', in: where, count, reply: random.chance(0.06), ...(bad && { bad }) })
    for (const [kind, probability] of Object.entries(perSend) as [keyof typeof perSend, number][]) {
      if (!random.chance(probability)) continue
      const other = random.pick(writers)
      add(atMs + random.between(0, 500), other.name, operationOf(kind, random.pick(other.writes), random))
    }
    if (random.chance(0.03)) add(atMs, random.pick(writers).name, statusOf(random))
    if (random.chance(0.04)) add(atMs, random.pick(writers).name, { do: 'idle', on: random.chance(0.6) })
    if (random.chance(0.03)) add(atMs, scene.racer, { do: 'race', in: scene.raceIn })
    if (random.chance(0.02)) {
      const { owner, group, user } = random.pick(scene.comings)
      add(atMs, owner, { do: 'remove', in: group, user })
      add(atMs + random.between(1_500, 6_000), owner, { do: 'add', in: group, user })
    }
  }
  return operations.filter(({ atMs }) => atMs < lengthMs).sort((one, other) => one.atMs - other.atMs)
}

function statusOf(random: Random): Operation {
  const status = random.pick(['online', 'away', 'dnd', 'invisible'] as const)
  const ends = random.chance(0.4)
  return { do: 'status', status, says: random.chance(0.5), ...(ends && { endsInMs: random.between(1_000, 20_000) }) }
}

function operationOf(kind: keyof typeof perSend, where: string, random: Random): Operation {
  switch (kind) {
    case 'mark-unread':
      return { do: kind, in: where, back: random.next() }
    case 'edit':
    case 'delete':
    case 'react':
    case 'pin':
    case 'around':
      return { do: kind, in: where, pick: random.next(), on: random.chance(0.75) }
    default:
      return { do: kind, in: where }
  }
}

/** Where else than in a realtime node something happens. */
const appsOf: Partial<Record<FaultKind, readonly string[]>> = {
  'kill web': ['web'],
  'kill workers': ['workers'],
  'kill between effect and done': ['workers'],
  'kill before publish': ['workers'],
  'kill between publish and mark': ['workers'],
  'kill web after commit': ['web'],
  'database partition': ['web', 'realtime', 'workers'],
  'redis partition': ['web', 'realtime', 'workers'],
  'broker partition': ['workers'],
  'clock of a process': ['web', 'realtime', 'workers'],
  pause: ['web', 'realtime', 'workers'],
}

function planFaults({ scene, lengthMs, kinds, processes, faults: wanted }: PlanOptions, random: Random): Fault[] {
  const order: FaultKind[] = []
  while (order.length < wanted && kinds.length > 0) order.push(...random.shuffled(kinds))
  // The first seconds are quiet, so that there is something to lose, and so are the last.
  const [begin, end] = [3_000, Math.max(4_000, lengthMs - 4_000)]
  const step = (end - begin) / Math.max(1, wanted)
  return order.slice(0, wanted).map((kind, index) => ({
    kind,
    atMs: Math.floor(begin + step * (index + random.next() * 0.5)),
    lastsMs: random.between(1_500, 9_000),
    process: random.pick(processes.filter((name) => (appsOf[kind] ?? ['realtime']).some((app) => name.startsWith(app)))),
    devices: random.shuffled(scene.devices.map((_device, device) => device)).slice(0, random.between(2, scene.devices.length)),
    offsetMs: random.pick([-3_600_000, -90_000, 45_000, 600_000, 3_600_000]),
  }))
}
