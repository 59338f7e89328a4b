import type { Heads, ServerEventName } from '@chatsphere/contracts'
import type { Room } from '@chatsphere/domain'

/** What travels between processes. Best effort: whatever is lost here is repaired by heads and sync. */
export type FanoutFrame =
  | {
      kind: 'emit'
      rooms: readonly Room[]
      name: ServerEventName
      payload: unknown
      /** When it left, by the clock of its process: right after the acknowledgement of what it tells. Absent from an earlier version. */
      sentAt?: number
    }
  | { kind: 'end-session'; sessionId: string }
  /** What is known of these people may be old. */
  | { kind: 'presence'; userIds: readonly string[] }
  | { kind: 'heads'; heads: readonly (Heads['conversations'][number] & { userIds: readonly string[] })[] }

export interface Fanout {
  /** Sends to every other subscriber, soon, or at least to those that hold one of its rooms. Never throws. */
  publish(frame: FanoutFrame): void
  /**
   * `onGap` is called when frames may have been lost. Resolves once frames arrive, or if the engine is away: then they do after an `onGap`.
   * Rejects where the engine is the one that nothing runs without.
   */
  subscribe(listener: { onFrame(frame: FanoutFrame): void; onGap(): void }): Promise<void>
  /** From when it resolves, frames to this room arrive, or a gap will be told. To be called once for each that is in it. */
  hold(room: Room): Promise<void>
  /** One less is in the room: after the last, its frames need not arrive any more. */
  release(room: Room): void
  /** Resolves when what was published before has left, or cannot. */
  close(): Promise<void>
}
