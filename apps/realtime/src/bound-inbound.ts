import type { RawConnection } from './raw-connection.ts'

/** What a connection may send before it has shown a token: the token, and what Socket.IO puts around it. */
const anonymousBytesMax = 64 * 1024
const bytesPerPoint = 1024

export interface InboundBound {
  /** It has shown a token. From now on everything that it sends is counted, in kilobytes and packets, and cut once `consume` rejects. */
  admit(consume: (points: number) => Promise<void>): void
}

/**
 * Bounds what arrives on a connection, before any of it is parsed. Stops whoever has shown no token from filling the node's memory with
 * unfinished frames or its time with packets, and whoever has one from going on at full speed although every event is refused.
 */
export function boundInbound(connection: RawConnection, onCut: () => void): InboundBound {
  const { socket } = connection.transport
  let consume: ((points: number) => Promise<void>) | undefined
  let anonymousBytes = 0
  let points = 0
  const cut = () => {
    onCut()
    socket?.terminate()
  }
  const count = (more: number) => {
    if (!consume) return
    if (points === 0) setImmediate(settle, consume)
    points += more
  }
  const settle = (counted: (points: number) => Promise<void>) => {
    const due = points
    points = 0
    counted(due).catch(cut)
  }
  socket?._socket?.on('data', (chunk: Buffer) => {
    if (consume) count(Math.ceil(chunk.length / bytesPerPoint))
    else {
      anonymousBytes += chunk.length
      if (anonymousBytes > anonymousBytesMax) cut()
    }
  })
  connection.on('packet', () => count(1))
  // Each is answered by the library below; nobody who speaks our protocol sends any.
  socket?.on('ping', () => count(1))
  return {
    admit(counted) {
      consume = counted
    },
  }
}
