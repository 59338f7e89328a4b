import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'

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
  readonly prisma: PrismaClient
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

const deadlockDetected = '40P01'
const serializationFailure = '40001'
const attemptsMax = 4

/** int8 as number: positions, revisions and counts stay far below 2^53. */
const int8Oid = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === int8Oid && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = (error as Error & { code?: unknown }).code
  if (typeof code === 'string') return code
  // Prisma wraps what the driver said.
  const cause = (error as { cause?: { originalCode?: unknown } }).cause
  return typeof cause?.originalCode === 'string' ? cause.originalCode : undefined
}

/** Classes 08 (connection), 53 (resources) and 57P (shutdown), the socket's own errors, and pg's texts that carry no code. */
function isUnavailable(error: unknown): boolean {
  const state = sqlState(error)
  if (state) return /^(08|53|57P|ECONN|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|P1001|P1017|P2024|P2028)/.test(state)
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|client was closed/i.test(
      error.message,
    )
  )
}

function isRetryable(error: unknown): boolean {
  const state = sqlState(error)
  return state === deadlockDetected || state === serializationFailure || state === 'P2034'
}

async function retrying<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (isRetryable(error) && attempt < attemptsMax) continue
      throw isUnavailable(error) ? new DatabaseUnavailable(error) : error
    }
  }
}

function txOf(client: pg.Pool | pg.PoolClient): Tx {
  return {
    async query<Row>(sql: Statement, values: readonly unknown[] = []) {
      const result = await client.query({ name: sql.name, text: sql.text, values: [...values] })
      return result.rows as Row[]
    },
  }
}

/**
 * Opens the pool of one process. `role` is taken on each connection before its first statement, so that
 * the process has only the rights of its role even when the URL is the owner's.
 */
export function openDatabase(options: { url: string; role?: string; poolMax?: number; applicationName?: string }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolMax ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'chatsphere',
    options: options.role ? `-c role=${options.role}` : undefined,
    types,
  })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 5_000, timeout: 15_000 } })
  const direct = txOf(pool)

  return {
    pool,
    prisma,
    async query<Row>(sql: Statement, values?: readonly unknown[]) {
      return retrying(() => direct.query<Row>(sql, values))
    },
    inTransaction(work) {
      return retrying(async () => {
        const client = await pool.connect()
        let broken: Error | undefined
        try {
          await client.query('BEGIN')
          const result = await work(txOf(client))
          await client.query('COMMIT')
          return result
        } catch (error) {
          await client.query('ROLLBACK').catch((rollbackError: Error) => {
            broken = rollbackError
          })
          throw error
        } finally {
          client.release(broken)
        }
      })
    },
    inPrismaTransaction(work) {
      return retrying(() =>
        prisma.$transaction((tx) =>
          work({
            prisma: tx,
            query: <Row>(sql: Statement, values: readonly unknown[] = []) => tx.$queryRawUnsafe<Row[]>(sql.text, ...values),
          }),
        ),
      )
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
