import type { Socket as NetSocket } from 'node:net'

/** What lies below a Socket.IO connection, of which its types tell nothing. */
export interface RawConnection {
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: { readonly socket?: RawSocket }
  /** A packet came in, or is about to go out. */
  on(event: 'packet' | 'packetCreate', listener: () => void): unknown
}

interface RawSocket {
  readonly bufferedAmount: number
  readonly _socket?: NetSocket
  on(event: 'ping', listener: () => void): unknown
  terminate(): void
}

/** Every part of it that could be missing in another version is optional above, so that nothing but a limit would be lost. */
export function rawConnectionOf(connection: object): RawConnection {
  return connection as RawConnection
}
