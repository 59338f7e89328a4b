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
  /** Who leaves when all is well again, by closing their only device. */
  readonly leaver: string
  /** Who is invisible before their first device connects, and stays it. */
  readonly invisible: readonly string[]
  /** Who hides when they were last here. */
  readonly hiders: readonly string[]
  readonly blocks: readonly { readonly user: string; readonly blocked: string }[]
  readonly flood: { readonly from: string; readonly to: string; readonly in: string }
}

export const directName = (one: string, other: string) => [one, other].sort().join('+')

/** Eight people: pairs, an open group and one that hides its past, two devices for some, one device behind the one address. */
export function standardScene(): Scene {
  const directs = [
    ['ada', 'bob'],
    ['ada', 'cyd'],
    ['bob', 'cyd'],
    ['cyd', 'dan'],
    ['dan', 'eve'],
    ['ada', 'gil'],
    ['ada', 'fay'],
    ['ada', 'hal'],
  ] as const
  const groups: SceneGroup[] = [
    { name: 'open', owner: 'ada', members: ['bob', 'cyd', 'dan', 'eve', 'fay'], history: 'full' },
    { name: 'hidden', owner: 'bob', members: ['ada', 'cyd', 'dan', 'eve'], history: 'from_joining' },
  ]
  const writesOf = (user: string) => [
    ...directs
      .filter(([one, other]) => (one === user || other === user) && other !== 'gil' && other !== 'hal')
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
    users: ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gil', 'hal'],
    directs,
    groups,
    devices: [
      { ...client('ada-1', 'ada', 1), watches: ['gil', 'hal', 'bob', 'cyd', 'fay'] },
      { ...client('ada-2', 'ada', 2), watches: ['dan', 'eve', 'fay', 'ada'] },
      { ...client('bob-1', 'bob', 2), watches: ['ada', 'cyd', 'dan', 'eve'] },
      // Shares nothing with hal.
      { ...client('bob-2', 'bob', 'web'), watches: ['ada', 'fay', 'hal'] },
      { ...client('cyd-1', 'cyd', 1), watches: ['ada', 'bob', 'dan'] },
      client('cyd-2', 'cyd', 1),
      { ...client('dan-1', 'dan', 2), watches: ['cyd', 'eve', 'fay', 'ada'] },
      { ...client('eve-1', 'eve', 1), watches: ['ada', 'bob', 'dan', 'cyd'] },
      // Is flooded, and writes nothing else.
      { ...client('fay-1', 'fay', 2), writes: [], watches: ['ada', 'dan'] },
      { ...client('hal-1', 'hal', 2), writes: [], watches: ['ada'] },
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
    leaver: 'hal',
    invisible: ['fay'],
    hiders: ['cyd'],
    blocks: [{ user: 'bob', blocked: 'eve' }],
    flood: { from: 'ada-2', to: 'fay-1', in: directName('ada', 'fay') },
  }
}
