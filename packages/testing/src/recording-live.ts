import type { Heads, ServerEventName, ServerEvents } from '@chatsphere/contracts'
import type { Live, Room } from '@chatsphere/domain'

type Payload<Name extends ServerEventName> = Parameters<ServerEvents[Name]>[0]

/** Remembers what would have gone out to sockets. */
export class RecordingLive implements Live {
  readonly emitted: { rooms: readonly Room[]; name: ServerEventName; payload: unknown }[] = []
  readonly heads: (Heads['conversations'][number] & { userIds: readonly string[] })[] = []
  readonly presence: string[] = []
  readonly endedSessions: string[] = []

  emit<Name extends ServerEventName>(rooms: readonly Room[], name: Name, payload: Payload<Name>): void {
    this.emitted.push({ rooms, name, payload })
  }

  emitLatest<Name extends ServerEventName>(_key: string, rooms: readonly Room[], name: Name, payload: Payload<Name>): void {
    this.emit(rooms, name, payload)
  }

  announceHeads(heads: RecordingLive['heads']): void {
    this.heads.push(...heads)
  }

  announcePresence(userIds: readonly string[]): void {
    this.presence.push(...userIds)
  }

  endSession(sessionId: string): void {
    this.endedSessions.push(sessionId)
  }

  /** What went out under one name, in order. */
  of<Name extends ServerEventName>(name: Name): Payload<Name>[] {
    return this.emitted.filter((entry) => entry.name === name).map((entry) => entry.payload as Payload<Name>)
  }
}
