import type { Acknowledgement, SendResult, SyncResult } from '@chatsphere/contracts'
import { io, type Socket } from 'socket.io-client'
import { uuidv7 } from 'uuidv7'
import type { DeviceSetup } from './operation.ts'

const answerWithinMs = 10_000
const triesMax = 12

/** A socket without a client behind it, for what the client would never do. */
export function openRawSocket(setup: DeviceSetup, reconnection: boolean): Socket {
  return io(setup.realtimeUrl, {
    transports: ['websocket'],
    forceNew: true,
    reconnection,
    reconnectionDelayMax: 2_000,
    auth: { token: setup.tokens.accessToken },
  })
}

/**
 * Sends the same id over all sockets in the same moment, each again until it has an answer: what a client does that lost its
 * connection and came back elsewhere, with the worst timing. Everything is on the tap.
 */
export function race(sockets: readonly Socket[], conversationId: string): void {
  const message = { conversationId, id: uuidv7(), body: 'a race' }
  for (const socket of sockets) void sendUntilAnswered(socket, message)
}

async function sendUntilAnswered(socket: Socket, message: object): Promise<void> {
  for (let tries = 0; tries < triesMax; tries++) {
    try {
      const answer: Acknowledgement<SendResult> = await socket.timeout(answerWithinMs).emitWithAck('message:send', message)
      if (answer.ok || !['unavailable', 'internal'].includes(answer.error.code)) return
    } catch {
      // No answer: again.
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** The unread counts as the server tells them, which a client counts anew where it can. */
export async function askUnread(setup: DeviceSetup): Promise<Record<string, number>> {
  const socket = openRawSocket(setup, true)
  try {
    const answer: Acknowledgement<SyncResult> = await socket.timeout(answerWithinMs).emitWithAck('sync', { have: [] })
    if (!answer.ok) throw new Error(answer.error.message)
    return Object.fromEntries(answer.data.conversations.map(({ id, unread }) => [id, unread]))
  } finally {
    socket.disconnect()
  }
}
