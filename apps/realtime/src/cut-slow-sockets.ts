import type { RawConnection } from './raw-connection.ts'

/** A client that does not read this much is cut: it syncs when it is back, while its backlog would fill the node's memory. */
const bufferedBytesMax = 1024 * 1024
/** Fewer packets than this cannot be too much, and need not be counted. */
const packetsUncounted = 16

export function cutWhenSlow(connection: RawConnection, onCut: () => void): void {
  connection.on('packetCreate', () => {
    const { socket } = connection.transport
    if (!socket || bufferedBytesOf(connection) <= bufferedBytesMax) return
    onCut()
    socket.terminate()
  })
}

/** What the client has not read yet, about. */
export function bufferedBytesOf(connection: RawConnection): number {
  return (connection.transport.socket?.bufferedAmount ?? 0) + queuedBytes(connection)
}

/** What waits above the websocket, about: a text of one byte a character. */
function queuedBytes({ writeBuffer }: RawConnection): number {
  if (writeBuffer.length < packetsUncounted) return 0
  let bytes = 0
  for (const { data } of writeBuffer) bytes += typeof data === 'string' ? data.length : 0
  return bytes
}
