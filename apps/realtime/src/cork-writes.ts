import type { RawConnection } from './raw-connection.ts'

/**
 * Lets all frames of one turn of the event loop leave in one system call: the first frame corks the TCP socket, the end of the
 * turn uncorks it. Most of the time of a busy node is such calls.
 */
export function corkWrites(connection: RawConnection): void {
  let corked = false
  connection.on('packetCreate', () => {
    const tcp = connection.transport.socket?._socket
    if (corked || !tcp) return
    corked = true
    tcp.cork()
    setImmediate(() => {
      corked = false
      tcp.uncork()
    })
  })
}
