import type { Invariant } from './checker/evidence.ts'
import type { Operation } from './clients/operation.ts'
import type { Fault, FaultKind } from './faults/fault.ts'
import { makePlan, type Plan, type PlannedOperation } from './plan.ts'
import { directName, type Scene } from './scene.ts'

/** How a planted bug is shown: by as little as possible of what the whole run does. */
export interface PlantedRun {
  /** The invariant that has to catch it; others may as well. None: the same without a bug, which must pass. */
  readonly caughtBy: Invariant | null
  readonly seconds: number
  readonly faults: readonly Pick<Fault, 'kind' | 'process' | 'atMs'>[]
  /** Devices that the faults concern. */
  readonly devices?: readonly string[]
  readonly operations?: readonly PlannedOperation[]
}

const fault = (kind: FaultKind, process: Fault['process'], atMs: number) => ({ kind, process, atMs })
const repeated = (times: number, everyMs: number, fromMs: number, device: string, operation: Operation): PlannedOperation[] =>
  Array.from({ length: times }, (_, index) => ({ atMs: fromMs + index * everyMs, device, operation }))

/** More in one conversation than a sync tells one by one, while its reader is away. */
const missedByEve = repeated(6, 300, 3_500, 'dan-1', { do: 'send', in: directName('dan', 'eve'), count: 50 })

export const plantedRuns: Readonly<Record<string, PlantedRun>> = {
  nothing: {
    caughtBy: null,
    seconds: 9,
    faults: [fault('kill after commit', 'realtime-1', 1_500), fault('lost events', 'realtime-2', 1_500)],
  },
  'no-unique-key': {
    caughtBy: 'one-row-per-id',
    seconds: 6,
    faults: [fault('kill after commit', 'realtime-1', 1_500), fault('kill after commit', 'realtime-2', 3_000)],
  },
  'early-ack': {
    caughtBy: 'acked-stored',
    seconds: 6,
    faults: [fault('kill before commit', 'realtime-1', 1_500), fault('kill before commit', 'realtime-2', 3_000)],
  },
  'look-before-lock': {
    caughtBy: 'no-defect',
    seconds: 6,
    faults: [],
    operations: repeated(80, 50, 1_000, 'racer-1', { do: 'race', in: directName('bob', 'cyd') }),
  },
  'ack-moves-cursor': {
    caughtBy: 'whole-range',
    seconds: 9,
    faults: [fault('lost events', 'realtime-1', 1_500), fault('lost events', 'realtime-2', 1_500)],
  },
  'no-heads': { caughtBy: 'level', seconds: 3, faults: [] },
  'limited-keeps-ranges': {
    caughtBy: 'whole-range',
    seconds: 10,
    faults: [fault('refused connections', 'realtime-1', 3_000)],
    devices: ['eve-1'],
    operations: missedByEve,
  },
  'stored-unread': { caughtBy: 'unread', seconds: 6, faults: [] },
  'presence-counter': { caughtBy: 'presence', seconds: 4, faults: [fault('kill realtime', 'realtime-2', 2_000)] },
  'invisible-shown': { caughtBy: 'presence-private', seconds: 4, faults: [] },
  'blocked-watches': { caughtBy: 'presence-private', seconds: 4, faults: [] },
  'renewal-without-idle': {
    caughtBy: 'presence-level',
    seconds: 4,
    faults: [],
    operations: [{ atMs: 1_500, device: 'hal-1', operation: { do: 'idle', on: true } }],
  },
  'no-presence-sweep': { caughtBy: 'presence-level', seconds: 3, faults: [] },
  'kick-only': { caughtBy: 'revoked', seconds: 8, faults: [fault('lost kick', 'realtime-1', 1_500)] },
  'removal-by-kick': {
    caughtBy: 'may-see',
    seconds: 8,
    faults: [],
    operations: [
      { atMs: 1_500, device: 'bob-1', operation: { do: 'remove', in: 'hidden', user: 'eve' } },
      ...repeated(12, 300, 2_000, 'ada-1', { do: 'send', in: 'hidden', count: 1 }),
    ],
  },
  'mark-before-publish': {
    caughtBy: 'handled-once',
    seconds: 6,
    faults: [fault('kill before publish', 'workers', 1_500), fault('kill before publish', 'workers', 3_500)],
  },
  'event-after-commit': {
    caughtBy: 'one-event',
    seconds: 6,
    faults: [fault('kill after commit', 'realtime-1', 1_500), fault('kill after commit', 'realtime-2', 3_000)],
  },
  'hidden-history-live': {
    caughtBy: 'may-see',
    seconds: 8,
    faults: [],
    operations: [
      ...repeated(3, 200, 500, 'ada-1', { do: 'send', in: 'hidden', count: 1 }),
      { atMs: 1_500, device: 'bob-1', operation: { do: 'remove', in: 'hidden', user: 'eve' } },
      { atMs: 3_000, device: 'bob-1', operation: { do: 'add', in: 'hidden', user: 'eve' } },
      ...repeated(12, 200, 4_500, 'ada-1', { do: 'react', in: 'hidden', pick: 0.3, on: true }),
      ...repeated(12, 200, 4_600, 'ada-1', { do: 'react', in: 'hidden', pick: 0.3, on: false }),
    ],
  },
}

export function planOf(run: PlantedRun, scene: Scene, seed: number): Plan {
  const base = makePlan({ seed, scene, lengthMs: run.seconds * 1_000, sendsPerSecond: 15, kinds: [], processes: [], faults: 0 })
  const concerned = run.devices ?? scene.devices.map(({ name }) => name)
  const devices = scene.devices.flatMap(({ name }, index) => (concerned.includes(name) ? [index] : []))
  return {
    ...base,
    operations: [...base.operations, ...(run.operations ?? [])],
    faults: run.faults.map((each) => ({ ...each, lastsMs: 5_000, offsetMs: 0, devices })),
  }
}
