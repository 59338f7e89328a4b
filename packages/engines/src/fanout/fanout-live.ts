import type { Live } from '@chatsphere/domain'
import type { Fanout, FanoutFrame } from './fanout.ts'

const latestIntervalMs = 1_000

/**
 * Live delivery through the fan-out. A process with sockets of its own passes `deliver`, which gets each frame first, at once
 * and whatever becomes of the fan-out; one without leaves it out.
 */
export function createFanoutLive(fanout: Fanout, deliver?: (frame: FanoutFrame) => void): Live {
  const send = (frame: FanoutFrame) => {
    // To nobody: Socket.IO would take no room for everybody.
    if (frame.kind === 'emit' && frame.rooms.length === 0) return
    deliver?.(frame)
    fanout.publish(frame.kind === 'emit' ? { ...frame, sentAt: Date.now() } : frame)
  }
  const latest = createLatest(send)
  return {
    emit: (rooms, name, payload) => send({ kind: 'emit', rooms, name, payload }),
    emitLatest: (key, rooms, name, payload) => latest(key, { kind: 'emit', rooms, name, payload }),
    announceHeads: (heads) => send({ kind: 'heads', heads }),
    announcePresence: (userIds) => {
      if (userIds.length > 0) send({ kind: 'presence', userIds })
    },
    endSession: (sessionId) => send({ kind: 'end-session', sessionId }),
  }
}

/** The first frame of a key goes out at once; of those within the second after it, only the last, at its end. */
function createLatest(send: (frame: FanoutFrame) => void) {
  const pending = new Map<string, FanoutFrame | null>()
  const release = (key: string) => {
    const frame = pending.get(key)
    if (!frame) {
      pending.delete(key)
      return
    }
    pending.set(key, null)
    send(frame)
    setTimeout(release, latestIntervalMs, key).unref()
  }
  return (key: string, frame: FanoutFrame) => {
    if (pending.has(key)) {
      pending.set(key, frame)
      return
    }
    pending.set(key, null)
    send(frame)
    setTimeout(release, latestIntervalMs, key).unref()
  }
}
