import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statement } from './database.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const roles = ['chatsphere_web', 'chatsphere_realtime', 'chatsphere_workers'] as const
const denied = { code: '42501' }

describe('the rights of each process', () => {
  const insertEntry = statement(
    'test-audit-insert',
    `INSERT INTO audit_schema.entry (id, event_id, topic, payload, occurred_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), 'test', '{}', now())`,
  )

  test.each(['chatsphere_web', 'chatsphere_realtime'] as const)('%s can neither read nor write the audit', async (role) => {
    const db = database.open(role)
    await expect(db.query(insertEntry)).rejects.toMatchObject(denied)
    await expect(db.query(statement('test-audit-select', 'SELECT 1 FROM audit_schema.entry'))).rejects.toMatchObject(denied)
  })

  test('the workers add to the audit', async () => {
    await expect(database.open('chatsphere_workers').query(insertEntry)).resolves.toEqual([])
  })

  test.each(roles)('%s can change or remove nothing in the audit', async (role) => {
    const db = database.open(role)
    for (const sql of [
      'UPDATE audit_schema.entry SET topic = topic',
      'DELETE FROM audit_schema.entry',
      'TRUNCATE audit_schema.entry',
      'DROP TABLE audit_schema.entry',
    ]) {
      await expect(db.query(statement(`test ${sql}`, sql)), sql).rejects.toMatchObject(denied)
    }
  })

  test('the realtime node cannot read addresses or password hashes', async () => {
    const db = database.open('chatsphere_realtime')
    await expect(db.query(statement('test-credential', 'SELECT * FROM auth_schema.credential'))).rejects.toMatchObject(denied)
  })

  test.each(roles)('%s can remove no message', async (role) => {
    const db = database.open(role)
    await expect(db.query(statement('test-delete', 'DELETE FROM chat_schema.message'))).rejects.toMatchObject(denied)
  })
})

describe('migrations', () => {
  test('applied again they change nothing, by many at once', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)))
    expect(results).toEqual(Array.from({ length: 4 }, () => ({ applied: [] })))
  })

  test('a database of a newer version is refused in words', async () => {
    const own = await createTestDatabase()
    try {
      await own
        .open()
        .query(
          statement(
            'test-newer',
            `INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('x', 'x', now(), '29990101000000_future')`,
          ),
        )
      await expect(migrate(own.url)).rejects.toThrow(/newer version/)
    } finally {
      await own.drop()
    }
  })

  test('every model of the Prisma schema is a table with exactly its columns', async () => {
    const db = database.open()
    const columns = await db.query<{ table: string; column: string; nullable: boolean }>(
      statement(
        'test-columns',
        `SELECT table_schema || '.' || table_name AS "table", column_name AS "column", is_nullable = 'YES' AS nullable
         FROM information_schema.columns WHERE table_schema LIKE '%\\_schema' AND table_schema <> 'information_schema' ORDER BY 1, 2`,
      ),
    )
    const { Prisma } = await import('./generated/prisma/client.ts')
    const models = await readModels()
    expect(models.size).toBe(Object.keys(Prisma.ModelName).length)
    const described = [...models].flatMap(([table, fields]) => fields.map((field) => ({ table, ...field })))
    const sorted = described.sort(
      (one, other) => one.table.localeCompare(other.table, 'en') || one.column.localeCompare(other.column, 'en'),
    )
    const actual = columns.sort(
      (one, other) => one.table.localeCompare(other.table, 'en') || one.column.localeCompare(other.column, 'en'),
    )
    expect(sorted).toEqual(actual)
  })
})

/** The Prisma schema's own text, read simply: one field a line, `?` for nullable, `@map` for the column's name. */
async function readModels(): Promise<Map<string, { column: string; nullable: boolean }[]>> {
  const { readdir, readFile } = await import('node:fs/promises')
  const folder = new URL('../prisma/schema/', import.meta.url)
  const models = new Map<string, { column: string; nullable: boolean }[]>()
  for (const file of await readdir(folder)) {
    const text = await readFile(new URL(file, folder), 'utf8')
    for (const [, body = ''] of text.matchAll(/^model \w+ \{\n(.*?)^\}/gms)) {
      const schema = /@@schema\("(\w+)"\)/.exec(body)?.[1]
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1]
      const fields = [...body.matchAll(/^ {2}(\w+)\s+\w+(\??)(.*)$/gm)].map(([, name = '', optional, rest = '']) => ({
        column: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name,
        nullable: optional === '?',
      }))
      models.set(`${schema}.${table}`, fields)
    }
  }
  return models
}
