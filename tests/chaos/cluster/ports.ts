/** Where everything listens, from one number on, all on loopback. */
export interface Ports {
  readonly postgres: number
  readonly web: number
  readonly realtime: readonly [number, number]
  readonly ops: Readonly<Record<'web' | 'realtime-1' | 'realtime-2' | 'workers', number>>
  readonly databaseLinks: Readonly<Record<'web' | 'realtime-1' | 'realtime-2' | 'workers', number>>
  /** Web passes sockets on through this one. */
  readonly socketLink: number
  /** Two for each device: to the web process and to its realtime node. */
  deviceLink(device: number, to: 'web' | 'realtime'): number
}

export function portsFrom(base: number): Ports {
  return {
    postgres: base,
    web: base + 1,
    realtime: [base + 2, base + 3],
    ops: { web: base + 4, 'realtime-1': base + 5, 'realtime-2': base + 6, workers: base + 7 },
    databaseLinks: { web: base + 10, 'realtime-1': base + 11, 'realtime-2': base + 12, workers: base + 13 },
    socketLink: base + 14,
    deviceLink: (device, to) => base + 20 + device * 2 + (to === 'web' ? 0 : 1),
  }
}
