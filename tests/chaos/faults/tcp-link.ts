import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { TcpFlow } from './tcp-flow.ts'

/** What a link does to the bytes on it. `hold` stops a direction and keeps what is in it, as a network that loses everything does. */
export interface LinkFault {
  readonly hold?: 'both' | 'up' | 'down'
  readonly latencyMs?: number
  readonly jitterMs?: number
  /** New connections are closed at once. */
  readonly refuse?: boolean
  /** Only connections whose first bytes contain this text. */
  readonly only?: string
}

interface Connection {
  readonly near: Socket
  readonly far: Socket
  readonly flows: { readonly up: TcpFlow; readonly down: TcpFlow }
  /** What it said first, by which it can be told apart. */
  opening: string
}

/**
 * A TCP proxy between two parts, on loopback. Without a fault it passes everything on. `targets` are tried in their order, as a
 * balancer does, for each new connection.
 */
export class TcpLink {
  readonly name: string
  readonly port: number
  readonly #targets: readonly number[]
  readonly #server: Server
  readonly #connections = new Set<Connection>()
  #fault: LinkFault = {}

  constructor(options: { name: string; port: number; targets: readonly number[] }) {
    this.name = options.name
    this.port = options.port
    this.#targets = options.targets
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (near) => void this.#accept(near))
  }

  async listen(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  set(fault: LinkFault): void {
    this.#fault = fault
    for (const connection of this.#connections) this.#shape(connection)
  }

  /** Cuts all present connections with a reset. */
  reset(only?: string): void {
    for (const { near, far, opening } of this.#connections) {
      if (only !== undefined && !opening.includes(only)) continue
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const { near, far } of this.#connections) {
      near.destroy()
      far.destroy()
    }
    await closed
  }

  async #accept(near: Socket): Promise<void> {
    near.on('error', () => near.destroy())
    if (this.#fault.refuse) {
      near.resetAndDestroy()
      return
    }
    const far = await connectFirst(this.#targets)
    if (!far || near.destroyed) {
      near.resetAndDestroy()
      far?.destroy()
      return
    }
    const connection: Connection = {
      near,
      far,
      flows: { up: new TcpFlow(near, far), down: new TcpFlow(far, near) },
      opening: '',
    }
    near.once('data', (chunk) => {
      connection.opening = chunk.toString('latin1')
      this.#shape(connection)
    })
    this.#connections.add(connection)
    // While a direction is held nobody hears of the end either.
    near.on('close', () => this.#ended(connection, connection.flows.up))
    far.on('close', () => this.#ended(connection, connection.flows.down))
    this.#shape(connection)
    near.resume()
  }

  #ended(connection: Connection, flow: TcpFlow): void {
    flow.end()
    if (connection.near.destroyed && connection.far.destroyed) this.#connections.delete(connection)
    else this.#shape(connection)
  }

  #shape({ flows, opening }: Connection): void {
    const { only, hold, latencyMs = 0, jitterMs = 0 } = this.#fault
    const applies = only === undefined || opening.includes(only)
    flows.up.shape({ held: applies && (hold === 'both' || hold === 'up'), latencyMs, jitterMs })
    flows.down.shape({ held: applies && (hold === 'both' || hold === 'down'), latencyMs, jitterMs })
  }
}

async function connectFirst(ports: readonly number[]): Promise<Socket | undefined> {
  for (const port of ports) {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    try {
      await once(socket, 'connect')
      socket.on('error', () => socket.destroy())
      return socket
    } catch {
      socket.destroy()
    }
  }
  return undefined
}
