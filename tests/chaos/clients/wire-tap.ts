import type { Acknowledgement, Message, MessageChanged, PresenceView, SendResult, SyncResult } from '@chatsphere/contracts'
import { Socket } from 'socket.io-client'
import type { HistoryEvent, Row, SentResult } from '../history.ts'
import { rowOf } from './row-digest.ts'

interface Packet {
  /** 2: an event, 3: an acknowledgement. */
  type: number
  id?: number
  data?: unknown[]
}

/** What lies below the public face of a Socket.IO client. */
interface Wire {
  packet(this: Socket, packet: Packet): void
  onpacket(this: Socket, packet: Packet): void
}

/**
 * Listens on every socket of this process, below the client under test: each call with its answer, each live event, as they are on
 * the wire. `deviceOf` tells whose socket it is by the port that it connects to; undefined: nobody's.
 */
export function tapSockets(
  deviceOf: (port: number) => string | undefined,
  note: (device: string, event: HistoryEvent) => void,
): void {
  const wire = Socket.prototype as unknown as Wire
  const { packet: send, onpacket: receive } = wire
  /** Which acknowledgement answers which call, of each socket. */
  const pending = new WeakMap<Socket, Map<number, { call: string; name: string }>>()
  let calls = 0
  const portOf = (socket: Socket) => Number(new URL((socket.io as unknown as { uri: string }).uri).port)

  wire.packet = function (packet) {
    const device = deviceOf(portOf(this))
    if (device !== undefined && packet.type === 2 && packet.data) {
      const [name, input] = packet.data
      const call = `${device}/${calls++}`
      note(device, callOf(call, String(name), input))
      const open = pending.get(this) ?? new Map<number, { call: string; name: string }>()
      pending.set(this, open)
      if (packet.id !== undefined) open.set(packet.id, { call, name: String(name) })
    }
    send.call(this, packet)
  }
  wire.onpacket = function (packet) {
    const device = deviceOf(portOf(this))
    if (device !== undefined && packet.data) {
      const open = packet.type === 3 && packet.id !== undefined ? pending.get(this)?.get(packet.id) : undefined
      if (open) note(device, answerOf(open, packet.data[0] as Acknowledgement<unknown>))
      for (const view of presenceIn(open?.name ?? String(packet.data[0]), packet.data)) note(device, { type: 'presence', view })
      const live = packet.type === 2 ? liveOf(String(packet.data[0]), packet.data[1]) : undefined
      if (live) note(device, live)
    }
    receive.call(this, packet)
  }
}

/** In a live event, or in the answer to what a device watches. */
function presenceIn(name: string, data: readonly unknown[]): readonly PresenceView[] {
  if (name === 'presence:changed') return [data[1] as PresenceView]
  if (name !== 'presence:watch') return []
  const answer = data[0] as Acknowledgement<{ presence: PresenceView[] }>
  return answer.ok ? answer.data.presence : []
}

function callOf(call: string, name: string, input: unknown): HistoryEvent {
  if (name !== 'message:send') return { type: 'call', call, name }
  const sent = input as { id: string } | { messages: { id: string }[] }
  return { type: 'call', call, name, ids: 'messages' in sent ? sent.messages.map(({ id }) => id) : [sent.id] }
}

function answerOf({ call, name }: { call: string; name: string }, answer: Acknowledgement<unknown>): HistoryEvent {
  if (!answer.ok) return { type: 'answer', call, name, error: answer.error.code }
  if (name === 'message:send') {
    const data = answer.data as SendResult | { results: SendResult[] }
    const sent = ('results' in data ? data.results : [data]).map(sentOf)
    return { type: 'answer', call, name, rows: sent.flatMap(({ row }) => (row ? [row] : [])), sent }
  }
  return { type: 'answer', call, name, rows: name === 'sync' ? rowsOfSync(answer.data as SyncResult) : rowsOfResult(answer.data) }
}

function sentOf({ message, duplicate }: SendResult): SentResult {
  const { id, position } = message
  return { id, position, duplicate, ...('revision' in message && { row: rowOf(message) }) }
}

function rowsOfSync(result: SyncResult): Row[] {
  return [
    ...result.changes.flatMap(({ messages }) => messages.map(rowOf)),
    ...result.conversations.flatMap(({ lastMessage }) => (lastMessage ? [rowOf(lastMessage)] : [])),
  ]
}

function rowsOfResult(data: unknown): Row[] {
  const { message } = data as { message?: Message }
  return message ? [rowOf(message)] : []
}

function liveOf(name: string, payload: unknown): HistoryEvent | undefined {
  if (name === 'message:changed') {
    const { conversationId, from, through, messages = [] } = payload as MessageChanged
    return { type: 'live', name, conversationId, from, through, rows: messages.map(rowOf) }
  }
  const { conversations = [] } = (payload ?? {}) as {
    conversations?: { id?: string; conversationId?: string; lastMessage?: Message }[]
  }
  const conversationIds = conversations.flatMap(({ id, conversationId }) => id ?? conversationId ?? [])
  const rows = conversations.flatMap(({ lastMessage }) => (lastMessage ? [rowOf(lastMessage)] : []))
  return ['user:changed', 'heads', 'resync', 'session:revoked', 'reconnect'].includes(name)
    ? { type: 'live', name, conversationIds, rows }
    : undefined
}
