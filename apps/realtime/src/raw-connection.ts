import type { Socket as NetSocket } from 'node:net'

/** What lies below a Socket.IO connection, of which its types tell nothing. */
export interface RawConnection {
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; readonly _socket?: NetSocket; terminate(): void } }
  on(event: 'packetCreate', listener: () => void): unknown
  close(): void
}
