import type { Actor, AuthCtx, ChatCtx, Origin, PresenceCtx, SystemCtx } from '@chatsphere/domain'

/** Everything that the acts behind the routers use. */
export interface ApiCtx extends AuthCtx, ChatCtx, PresenceCtx, SystemCtx {}

/** What one call knows besides its input. */
export interface ApiContext {
  readonly ctx: ApiCtx
  readonly origin: Origin
  /** Where sockets go, as an absolute origin. */
  readonly findRealtimeUrl: () => Promise<string>
  /** Answers who calls, checked against the database now; throws `unauthenticated` or `session_revoked`. */
  readonly authenticate: () => Promise<Actor>
  /** Sees what is a defect or an outage, never a refusal. */
  readonly onFault: (error: unknown, path: string) => void
}
