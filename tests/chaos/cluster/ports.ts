/** Every process of the product that a cluster may have. */
export const processNames = ['web', 'realtime-1', 'realtime-2', 'workers', 'realtime-3', 'workers-2'] as const
export type ProcessName = (typeof processNames)[number]

/** Where everything listens, from one number on, all on loopback. */
export interface Ports {
  readonly postgres: number
  readonly redis: number
  readonly broker: number
  /** Where the broker's own nodes would talk to one another. */
  readonly brokerDistribution: number
  readonly web: number
  readonly realtime: readonly [number, number, number]
  readonly ops: Readonly<Record<ProcessName, number>>
  readonly databaseLinks: Readonly<Record<ProcessName, number>>
  readonly redisLinks: Readonly<Record<ProcessName, number>>
  readonly brokerLinks: Readonly<Record<ProcessName, number>>
  /** Web passes sockets on through this one. */
  readonly socketLink: number
  /** Two for each device: to the web process and to its realtime node. */
  deviceLink(device: number, to: 'web' | 'realtime'): number
}

export function portsFrom(base: number): Ports {
  const each = (first: number) =>
    Object.fromEntries(processNames.map((name, index) => [name, first + index])) as Record<ProcessName, number>
  return {
    postgres: base,
    web: base + 1,
    realtime: [base + 2, base + 3, base + 4],
    socketLink: base + 5,
    redis: base + 6,
    broker: base + 7,
    brokerDistribution: base + 8,
    ops: each(base + 10),
    databaseLinks: each(base + 20),
    redisLinks: each(base + 30),
    brokerLinks: each(base + 40),
    deviceLink: (device, to) => base + 50 + device * 2 + (to === 'web' ? 0 : 1),
  }
}
