import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { type Database, openDatabase, statement } from '@chatsphere/db'
import { migrate } from '@chatsphere/db/migrate'
import pg from 'pg'
import type { Pooler } from './pgbouncer.ts'

/** Takes turns at making the template, across the workers of a test run. */
const templateLock = 0x74657374

export interface TestDatabase {
  /** The owner's. */
  readonly url: string
  /** The one pool with the rights of a process, or of the owner; closed with the database. */
  open(role?: 'chatsphere_web' | 'chatsphere_realtime' | 'chatsphere_workers'): Database
  drop(): Promise<void>
}

/** Names the template by what it is made of, so that an edited migration makes a new one. */
async function templateName(): Promise<string> {
  const folder = new URL('../../db/prisma/migrations/', import.meta.url)
  const entries = (await readdir(folder, { recursive: true })).filter((entry) => entry.endsWith('.sql')).sort()
  const hash = createHash('sha256')
  for (const entry of entries) hash.update(await readFile(new URL(entry, folder)))
  return `chatsphere_template_${hash.digest('hex').slice(0, 12)}`
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function ensureTemplate(client: pg.Client, serverUrl: string): Promise<string> {
  const name = await templateName()
  await client.query('SELECT pg_advisory_lock($1)', [templateLock])
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name])
    if (rowCount === 0) {
      await client.query(`DROP DATABASE IF EXISTS ${name}`)
      await client.query(`CREATE DATABASE ${name}`)
      await migrate(withDatabase(serverUrl, name))
      await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`)
    }
    return name
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock])
  }
}

const selectTables = statement(
  'test-tables',
  `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
   WHERE schemaname <> 'information_schema' AND schemaname LIKE '%\\_schema' ORDER BY 1`,
)

/** How many rows each table of the product has, by `schema.table`: equal before and after means that nothing was stored. */
export async function countRows(db: Database): Promise<Record<string, number>> {
  const tables = await db.query<{ name: string }>(selectTables)
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await db.query<{ count: number }>(statement(`count ${name}`, `SELECT count(*) FROM ${name}`))
    counts[name] = row?.count ?? 0
  }
  return counts
}

/**
 * A migrated database of its own on the server of TEST_DATABASE_URL, cloned from a template in some 50 ms. `through`: what it opens goes
 * through that pooler.
 * Throws if the variable is missing: `npm test` sets it.
 */
export async function createTestDatabase({ through }: { through?: Pooler | undefined } = {}): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is missing: start the tests with "npm test"')
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  const template = await ensureTemplate(client, serverUrl)
  const name = `chatsphere_test_${randomUUID().replaceAll('-', '')}`
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = withDatabase(serverUrl, name)
  const opened = new Map<string, Database>()
  return {
    url,
    open(role) {
      const place = through ? { url: through.through(url), throughPooler: true } : { url }
      const db = opened.get(role ?? 'owner') ?? openDatabase({ ...place, ...(role && { role }) })
      opened.set(role ?? 'owner', db)
      return db
    },
    async drop() {
      await Promise.all([...opened.values()].map((db) => db.close()))
      // FORCE would fail while autovacuum looks at it, whose worker only a superuser may end; without it DROP waits for that one.
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
        [name],
      )
      await client.query(`DROP DATABASE IF EXISTS ${name}`)
      await client.end()
    },
  }
}
