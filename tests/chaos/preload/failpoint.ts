/**
 * A place in a running process where something is made to go wrong, the next `times` times that it is passed.
 *
 * `query`: before the statement `name` leaves. `commit`: before the COMMIT of a transaction in which `name` ran. `committed`: after
 * it, before the process knows. `broadcast`: a live event `name` on its way to this node's own sockets. `notification`: what arrives
 * over LISTEN. `match` narrows it to what contains this text.
 */
export interface Failpoint {
  readonly id: string
  readonly at: 'query' | 'commit' | 'committed' | 'broadcast' | 'notification'
  readonly name: string
  readonly match?: string
  readonly act: 'kill' | 'drop'
  /** Waits so long before it kills: what was sent before is on its way. */
  readonly pauseMs?: number
  readonly times: number
}

/** What the supervisor tells a process over its IPC channel. */
export type Control =
  | { readonly chaos: 'clock'; readonly offsetMs: number }
  | { readonly chaos: 'arm'; readonly failpoint: Failpoint }
  | { readonly chaos: 'disarm'; readonly id: string }

/** How a process is set up, in the environment variable CHAOS. */
export interface PreloadSettings {
  /** The file where each hit is noted before it takes effect. */
  readonly hits: string
  readonly process: string
  readonly planted?: string
}

/** A line of that file. */
export type Hit =
  | { readonly process: string; readonly failpoint: string }
  | { readonly process: string; readonly patched: string }
