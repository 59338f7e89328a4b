import type { DeviceRoute } from './cluster/cluster.ts'

export interface SceneDevice {
  readonly name: string
  readonly user: string
  readonly kind: 'client' | 'raw' | 'racer'
  readonly route: DeviceRoute
  /** The conversations that it writes in by plan. */
  readonly writes: readonly string[]
  readonly watches?: readonly string[]
}

export interface SceneGroup {
  readonly name: string
  readonly owner: string
  readonly members: readonly string[]
  readonly history: 'full' | 'from_joining'
}

/** Who is there: people, their devices, their conversations. Named without ids, so that plans can be made of it. */
export interface Scene {
  readonly users: readonly string[]
  readonly devices: readonly SceneDevice[]
  readonly directs: readonly (readonly [string, string])[]
  readonly groups: readonly SceneGroup[]
  /** Who is sent away and let in again, by whose device. */
  readonly comings: readonly { readonly owner: string; readonly group: string; readonly user: string }[]
  readonly racer: string
  readonly raceIn: string
  /** Sessions that are there to be revoked. */
  readonly spares: readonly string[]
  /** Whose last socket dies with its node. */
  readonly ghost: string
  readonly flood: { readonly from: string; readonly to: string; readonly in: string }
}

export const directName = (one: string, other: string) => [one, other].sort().join('+')

/** Seven people: pairs, an open group and one that hides its past, two devices for some, one device behind the one address. */
export function standardScene(): Scene {
  const directs = [
    ['ada', 'bob'],
    ['ada', 'cyd'],
    ['bob', 'cyd'],
    ['cyd', 'dan'],
    ['dan', 'eve'],
    ['ada', 'gil'],
    ['ada', 'fay'],
  ] as const
  const groups: SceneGroup[] = [
    { name: 'open', owner: 'ada', members: ['bob', 'cyd', 'dan', 'eve', 'fay'], history: 'full' },
    { name: 'hidden', owner: 'bob', members: ['ada', 'cyd', 'dan', 'eve'], history: 'from_joining' },
  ]
  const writesOf = (user: string) => [
    ...directs
      .filter(([one, other]) => (one === user || other === user) && other !== 'gil')
      .map(([one, other]) => directName(one, other)),
    ...groups.filter(({ owner, members }) => owner === user || members.includes(user)).map(({ name }) => name),
  ]
  const client = (name: string, user: string, route: DeviceRoute): SceneDevice => ({
    name,
    user,
    kind: 'client',
    route,
    writes: writesOf(user),
  })
  return {
    users: ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gil'],
    directs,
    groups,
    devices: [
      { ...client('ada-1', 'ada', 1), watches: ['gil', 'bob'] },
      client('ada-2', 'ada', 2),
      client('bob-1', 'bob', 2),
      client('bob-2', 'bob', 'web'),
      client('cyd-1', 'cyd', 1),
      client('cyd-2', 'cyd', 1),
      client('dan-1', 'dan', 2),
      client('eve-1', 'eve', 1),
      // Is flooded, and writes nothing else.
      { ...client('fay-1', 'fay', 2), writes: [] },
      { name: 'spare-1', user: 'cyd', kind: 'client', route: 1, writes: [] },
      { name: 'spare-2', user: 'cyd', kind: 'client', route: 2, writes: [] },
      { name: 'racer-1', user: 'bob', kind: 'racer', route: 1, writes: [] },
      { name: 'racer-2', user: 'bob', kind: 'racer', route: 2, writes: [] },
      { name: 'gil-1', user: 'gil', kind: 'raw', route: 'only-2', writes: [] },
    ],
    comings: [
      { owner: 'ada-1', group: 'open', user: 'dan' },
      { owner: 'ada-1', group: 'open', user: 'eve' },
      { owner: 'bob-1', group: 'hidden', user: 'cyd' },
      { owner: 'bob-1', group: 'hidden', user: 'eve' },
    ],
    racer: 'racer-1',
    raceIn: directName('bob', 'cyd'),
    spares: ['spare-1', 'spare-2'],
    ghost: 'gil',
    flood: { from: 'ada-2', to: 'fay-1', in: directName('ada', 'fay') },
  }
}
