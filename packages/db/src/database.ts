import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { connectionConfig } from './connection-config.ts'
import { isRetryable, isUnavailable } from './database-errors.ts'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'
import { createOutboxSignal } from './outbox-signal.ts'
import { hasWrittenEvents } from './outbox-writers.ts'

/** SQL with a name: PostgreSQL parses it once per connection. The text says its locks and its index where they matter. */
export interface Statement {
  readonly name: string
  readonly text: string
}

export function statement(name: string, text: string): Statement {
  return { name, text }
}

/** What an act may do inside a transaction, whichever client is below. Rows come with bigint as number and times as Date. */
export interface Tx {
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
}

/** A transaction with Prisma's models beside `query`. */
export interface PrismaTx extends Tx {
  readonly prisma: Prisma.TransactionClient
}

export interface Database extends Tx {
  readonly prisma: ReturnType<typeof translatingErrors>
  /** One READ COMMITTED transaction. A deadlock or serialization failure runs `work` again, three times at most. */
  inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** The same with Prisma's models at hand, for what is not on the hot path. */
  inPrismaTransaction<Result>(work: (tx: PrismaTx) => Promise<Result>): Promise<Result>
  /** The pool that everything shares; for engines that need a connection of their own. */
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** The database cannot be reached, or went away: whether a transaction under way was committed is unknown. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database is not available', { cause })
    this.name = 'DatabaseUnavailable'
  }
}

const attemptsMax = 4

/** int8 as number: positions, revisions and counts stay far below 2^53. */
const int8Oid = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === int8Oid && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

async function retrying<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (isRetryable(error) && attempt < attemptsMax) continue
      throw translated(error)
    }
  }
}

function translated(error: unknown): unknown {
  return isUnavailable(error) ? new DatabaseUnavailable(error) : error
}

/** Prisma's models with an outage told in the same way as everywhere. */
function translatingErrors(prisma: PrismaClient) {
  return prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args)
        } catch (error) {
          throw translated(error)
        }
      },
    },
  })
}

function txOf(client: pg.Pool | pg.PoolClient): Tx {
  return {
    async query<Row>(sql: Statement, values: readonly unknown[] = []) {
      const result = await client.query({ name: sql.name, text: sql.text, values: [...values] })
      return result.rows as Row[]
    },
  }
}

function prismaTxOf(prisma: Prisma.TransactionClient): PrismaTx {
  return {
    prisma,
    async query<Row>(sql: Statement, values: readonly unknown[] = []) {
      const rows = await prisma.$queryRawUnsafe<Record<string, unknown>[]>(sql.text, ...values)
      return rows.map(withNumbers) as Row[]
    },
  }
}

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]))
}

/**
 * Opens the pool of one process. `role` is taken on each connection before its first statement, so that
 * the process has only the rights of its role even when the URL is the owner's. No statement waits for ever:
 * what has no answer after `queryTimeoutMs` is an outage.
 */
export function openDatabase(options: {
  url: string
  role?: string
  poolMax?: number
  applicationName?: string
  queryTimeoutMs?: number
}): Database {
  const pool = new pg.Pool({ ...connectionConfig(options), max: options.poolMax ?? 10, idleTimeoutMillis: 30_000, types })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 5_000, timeout: 15_000 } })
  const direct = txOf(pool)
  const signal = createOutboxSignal(pool)
  const committed = (tx: Tx | undefined) => {
    if (tx && hasWrittenEvents(tx)) signal()
  }

  return {
    pool,
    prisma: translatingErrors(prisma),
    query(sql, values) {
      return retrying(() => direct.query(sql, values))
    },
    inTransaction(work) {
      return retrying(() => inOneTransaction(pool, work, committed))
    },
    async inPrismaTransaction(work) {
      let last: PrismaTx | undefined
      const result = await retrying(() =>
        prisma.$transaction((tx) => {
          last = prismaTxOf(tx)
          return work(last)
        }),
      )
      committed(last)
      return result
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

async function inOneTransaction<Result>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<Result>,
  committed: (tx: Tx) => void,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // While it is lent the pool does not listen, and a connection that breaks between two statements would end the process.
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    // An acknowledged message is on the disk, whatever the server's default is.
    await client.query('BEGIN; SET LOCAL synchronous_commit TO on')
    const tx = txOf(client)
    const result = await work(tx)
    await client.query('COMMIT')
    committed(tx)
    return result
  } catch (error) {
    if (isUnavailable(error)) broken ??= error as Error
    else {
      await client.query('ROLLBACK').catch((rollbackError: Error) => {
        broken = rollbackError
      })
    }
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
