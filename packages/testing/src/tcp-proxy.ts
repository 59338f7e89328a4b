import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Resets every connection that there is; new ones are taken. */
  cut(): void
  /** Resets every connection, and takes no new one until `open`. */
  shut(): void
  open(): void
  /** Says something to every client in the server's name. */
  inject(bytes: Buffer): void
  close(): Promise<void>
}

/** Stands between a part and a server, on loopback, so that a test can break their connections. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const clients = new Set<Socket>()
  let isShut = false
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const keep = (socket: Socket, peer: Socket) => {
    sockets.add(socket)
    socket
      .on('error', () => socket.destroy())
      .on('close', () => {
        sockets.delete(socket)
        peer.destroy()
      })
  }
  const server = createServer({ noDelay: true }, (near) => {
    if (isShut) {
      near.on('error', () => undefined).resetAndDestroy()
      return
    }
    const far = connect({ ...target, noDelay: true })
    keep(near, far)
    keep(far, near)
    clients.add(near)
    near.on('close', () => clients.delete(near))
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    shut() {
      isShut = true
      cut()
    },
    open() {
      isShut = false
    },
    inject(bytes) {
      for (const client of clients) client.write(bytes)
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      cut()
      await closed
    },
  }
}
