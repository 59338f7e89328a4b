import type { Heads, ServerEventName } from '@chatsphere/contracts'
import type { Room } from '@chatsphere/domain'

/** What travels between processes. Best effort: whatever is lost here is repaired by heads and sync. */
export type FanoutFrame =
  | { kind: 'emit'; rooms: readonly Room[]; name: ServerEventName; payload: unknown }
  | { kind: 'end-session'; sessionId: string }
  /** What is known of these people may be old. */
  | { kind: 'presence'; userIds: readonly string[] }
  | { kind: 'heads'; heads: readonly (Heads['conversations'][number] & { userIds: readonly string[] })[] }

export interface Fanout {
  /** Sends to every other subscriber, soon; what is published in one turn travels together. Never throws. */
  publish(frame: FanoutFrame): void
  /** `onGap` is called when frames may have been lost. Resolves once frames arrive. */
  subscribe(listener: { onFrame(frame: FanoutFrame): void; onGap(): void }): Promise<void>
  /** Resolves when what was published before has left, or cannot. */
  close(): Promise<void>
}
