import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type ConnectionOptions, connectionConfig, transactionSettings } from './connection-config.ts'
import { isRetryable, isUnavailable } from './database-errors.ts'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'
import { createOutboxSignal } from './outbox-signal.ts'
import { hasWrittenEvents } from './outbox-writers.ts'
import type { Statement, Tx } from './statement.ts'

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

/**
 * Prisma's models with an outage told in the same way as everywhere. `settings`: what one statement by itself needs, too, which is then a
 * transaction of its own.
 */
function translatingErrors(prisma: PrismaClient, settings: string | undefined) {
  return prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          if (settings === undefined) return await query(args)
          const [, result] = await prisma.$transaction([prisma.$executeRawUnsafe(settings), query(args)])
          return result
        } catch (error) {
          throw translated(error)
        }
      },
    },
  })
}

/** Where nothing of a session lasts no statement keeps its name: the next one would look for it at another connection. */
function txOf(client: pg.Pool | pg.PoolClient, isNamed: boolean): Tx {
  return {
    async query<Row>({ name, text }: Statement, values: readonly unknown[] = []) {
      const result = await client.query({ ...(isNamed && { name }), text, values: [...values] })
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
 * the process has only the rights of its role even when the URL is the owner's; through a pooler it is taken in each transaction, and
 * every statement is in one. No statement waits for ever: what has no answer after `queryTimeoutMs` is an outage.
 */
export function openDatabase(options: ConnectionOptions & { poolMax?: number }): Database {
  const pool = new pg.Pool({ ...connectionConfig(options), max: options.poolMax ?? 10, idleTimeoutMillis: 30_000, types })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 5_000, timeout: 15_000 } })
  const settings = transactionSettings(options)
  const isPooled = options.throughPooler === true
  const transactions: Transactions = {
    pool,
    begin: `BEGIN; ${settings}`,
    isNamed: !isPooled,
    committed: (tx) => committed(tx),
  }
  const direct: Tx = isPooled
    ? { query: (sql, values) => inOneTransaction(transactions, (tx) => tx.query(sql, values)) }
    : txOf(pool, true)
  const signal = createOutboxSignal(direct)
  const committed = (tx: Tx | undefined) => {
    if (tx && hasWrittenEvents(tx)) signal()
  }

  return {
    prisma: translatingErrors(prisma, isPooled ? settings : undefined),
    query(sql, values) {
      return retrying(() => direct.query(sql, values))
    },
    inTransaction(work) {
      return retrying(() => inOneTransaction(transactions, work))
    },
    async inPrismaTransaction(work) {
      let last: PrismaTx | undefined
      const result = await retrying(() =>
        prisma.$transaction(async (tx) => {
          if (isPooled) await tx.$executeRawUnsafe(settings)
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

interface Transactions {
  readonly pool: pg.Pool
  /** What each begins with, in one round trip. */
  readonly begin: string
  readonly isNamed: boolean
  committed(tx: Tx): void
}

async function inOneTransaction<Result>(
  { pool, begin, isNamed, committed }: Transactions,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // While it is lent the pool does not listen, and a connection that breaks between two statements would end the process.
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    await client.query(begin)
    const tx = txOf(client, isNamed)
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
