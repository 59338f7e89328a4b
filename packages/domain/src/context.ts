import type { GlobalRole } from '@chatsphere/contracts'
import type { Database } from '@chatsphere/db'
import type { DeadLetters, Limits, Live, Mailer, Passwords, Presence, Registry, Sends, Tokens } from './ports.ts'

/** What every act may use. Composed once per process. */
export interface Ctx {
  readonly db: Database
  readonly live: Live
  readonly limits: Limits
  readonly now: () => Date
}

/** What acts that write mails use besides. */
export interface MailCtx extends Ctx {
  readonly mailer: Mailer
  /**
   * Where people reach the app, without a trailing slash: what the links in mails begin with. Never read from a request, whose `Host`
   * anybody can forge to have a token carried to them.
   */
  readonly publicUrl: string
  /** Hears of a mail that could not be sent. The act that wrote it has succeeded all the same. */
  readonly onMailFault: (error: unknown) => void
}

/** What the acts of sign-up, sign-in and tokens use besides. */
export interface AuthCtx extends MailCtx {
  readonly passwords: Passwords
  readonly tokens: Tokens
}

export interface ChatCtx extends Ctx {
  readonly sends: Sends
}

export interface PresenceCtx extends Ctx {
  readonly presence: Presence
}

/** What the acts of those who run the server use besides. */
export interface SystemCtx extends Ctx {
  readonly deadLetters: DeadLetters
  readonly registry: Registry
}

/** Who acts: made by `accessSession` alone, which checked the session against the database for this very request. */
export interface Actor {
  readonly userId: string
  readonly sessionId: string
  readonly role: GlobalRole
}

/** Where a call comes from, as far as limits and the list of sessions want to know. */
export interface Origin {
  readonly address: string
  readonly userAgent: string
}
