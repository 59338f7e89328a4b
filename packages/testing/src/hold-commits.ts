import { type Database, statement } from '@chatsphere/db'
import { getEpoch, SendQueue } from '@chatsphere/domain'
import type { TestCtx } from './context.ts'
import { until } from './until.ts'

/**
 * The same context, but each transaction of it waits before its commit until `commit` is called, from when on none does. `written` resolves
 * when the first one has written all that it will: what two acts do at one moment, one step after the other.
 */
export function holdCommits(held: TestCtx): { ctx: TestCtx; written: Promise<void>; commit: () => void } {
  const { promise: written, resolve: tellWritten } = Promise.withResolvers<void>()
  const { promise: gate, resolve: commit } = Promise.withResolvers<void>()
  const holding =
    <In, Result>(work: (tx: In) => Promise<Result>) =>
    async (tx: In) => {
      const result = await work(tx)
      tellWritten()
      await gate
      return result
    }
  const db: Database = {
    ...held.db,
    inTransaction: (work) => held.db.inTransaction(holding(work)),
    inPrismaTransaction: (work) => held.db.inPrismaTransaction(holding(work)),
  }
  const sends = new SendQueue({ db, live: held.live, getEpoch: () => getEpoch(held.db) })
  return { ctx: { ...held, db, sends }, written, commit }
}

const selectWaiting = statement(
  'test-waiting',
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
)

/** Resolves when a transaction waits for the lock of another. `owner`: only the owner of the database sees what the others do. */
export async function untilSomebodyWaits(owner: Database): Promise<void> {
  await until(async () => (await owner.query(selectWaiting)).length > 0, { what: 'a transaction waits for another' })
}
