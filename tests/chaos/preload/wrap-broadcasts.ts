import { Adapter } from 'socket.io-adapter'
import type { ArmedFailpoints } from './armed-failpoints.ts'

/** Lets failpoints drop live events on their way to the sockets of this node: broadcasts are best effort, so each may be lost. */
export function wrapBroadcasts(failpoints: ArmedFailpoints): void {
  const prototype = Adapter.prototype
  const broadcast = prototype.broadcast
  prototype.broadcast = function (packet, options) {
    const data = (packet as { data?: unknown[] }).data ?? []
    const isOf = (name: string) => data[0] === name
    if (failpoints.hit('broadcast', isOf, () => JSON.stringify([...options.rooms, data[1]]))) return
    broadcast.call(this, packet, options)
  }
}
