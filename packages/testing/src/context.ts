import type { ApiCtx } from '@chatsphere/api'
import type { Database } from '@chatsphere/db'
import { getEpoch, type Limits, SendQueue } from '@chatsphere/domain'
import {
  createNoLimits,
  createPasswords,
  createTokens,
  PostgresDeadLetters,
  PostgresPresence,
  PostgresRegistry,
  type TokensEngine,
} from '@chatsphere/engines'
import { RecordingLive } from './recording-live.ts'
import { RecordingMailer } from './recording-mailer.ts'

export interface TestCtx extends ApiCtx {
  readonly live: RecordingLive
  readonly mailer: RecordingMailer
  readonly tokens: TokensEngine
  /** Moves the clock that acts see; the database keeps its own. */
  advanceClock(ms: number): void
}

/** What the tokens of tests are signed with, and who signs them: an address without anybody. */
export const testAuthSecret = 'a secret for tests, longer than 32 characters'
export const testIssuer = 'http://127.0.0.1:1'

/** Real engines on a real database, with a clock that the test owns and a live side that only remembers. */
export async function createTestCtx(db: Database, options: { limits?: Limits } = {}): Promise<TestCtx> {
  const live = new RecordingLive()
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  return {
    db,
    live,
    limits: options.limits ?? createNoLimits(),
    now,
    passwords: createPasswords(),
    tokens: await createTokens({
      authSecret: testAuthSecret,
      issuer: testIssuer,
      now,
    }),
    mailer: new RecordingMailer(),
    publicUrl: testIssuer,
    onMailFault(error) {
      throw error
    },
    presence: new PostgresPresence(db),
    deadLetters: new PostgresDeadLetters(),
    registry: new PostgresRegistry(db),
    sends: new SendQueue({ db, live, getEpoch: () => getEpoch(db) }),
    advanceClock(ms) {
      offsetMs += ms
    },
  }
}
