import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const migrationsFolder = new URL('../prisma/migrations/', import.meta.url)

/** Any number of processes may migrate at the same moment: they take turns by this advisory lock ("chat" as a number). */
const migrationLock = 0x63686174

/** The database is not one that this version can use; the message says what to do. */
class DatabaseNotReady extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DatabaseNotReady'
  }
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, migrationsFolder), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** The table that Prisma's own CLI keeps, so that `prisma migrate` and this runner agree on what has been applied. */
const createLedger = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id VARCHAR(36) PRIMARY KEY,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/**
 * Brings the database at `databaseUrl` (the owner's) up to this version and answers what it applied.
 * Each file is one transaction with its ledger row: killed at any moment, it goes on where it stopped.
 * Throws `DatabaseNotReady` if the database was made by a newer version or a migration was edited after it ran.
 */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  const migrations = await readMigrations()
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'chatsphere-migrate',
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(createLedger)
    const ledger = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const known = new Map(migrations.map((migration) => [migration.name, migration]))
    for (const row of ledger.rows) {
      const migration = known.get(row.migration_name)
      if (!migration) {
        throw new DatabaseNotReady(
          `The database has migration ${row.migration_name}, which this version does not know: it was made by a newer version. Start that one.`,
        )
      }
      if (migration.checksum !== row.checksum) {
        throw new DatabaseNotReady(
          `Migration ${row.migration_name} was changed after it had been applied. Restore the file; changes belong in a new migration.`,
        )
      }
    }
    const done = new Set(ledger.rows.map((row) => row.migration_name))
    const applied: string[] = []
    for (const migration of migrations) {
      if (done.has(migration.name)) continue
      await client.query('BEGIN')
      try {
        await client.query(migration.sql)
        await client.query(
          `INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
           VALUES ($1, $2, now(), $3, 1)`,
          [randomUUID(), migration.checksum, migration.name],
        )
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw new Error(`Migration ${migration.name} failed and was rolled back`, { cause: error })
      }
      applied.push(migration.name)
    }
    return { applied }
  } finally {
    await client.end()
  }
}
