import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DatabaseUnavailable, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { statement } from './statement.ts'

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

describe('an outage', () => {
  const ownPid = statement('test-own-pid', 'SELECT pg_backend_pid() AS pid')
  const terminate = statement('test-terminate', 'SELECT pg_terminate_backend($1)')

  test.each(['while a statement waits', 'between two statements'])('%s is told as one, and the process lives', async (moment) => {
    const db = database.open('chatsphere_realtime')
    const lost = db.inTransaction(async (tx) => {
      const [backend] = await tx.query<{ pid: number }>(ownPid)
      const killed = database.open().query(terminate, [backend?.pid])
      if (moment === 'between two statements') await killed
      await tx.query(statement('test-sleep', 'SELECT pg_sleep(10)'))
    })
    await expect(lost).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(db.query(ownPid)).resolves.toHaveLength(1)
  })

  test('of a server that is not there is told by Prisma’s models too', async () => {
    const db = openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' })
    await expect(db.prisma.user.count()).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(db.inPrismaTransaction((tx) => tx.prisma.user.count())).rejects.toBeInstanceOf(DatabaseUnavailable)
    await db.close()
  })

  test('of a server that no longer answers ends after the time limit', async () => {
    const target = new URL(database.url)
    let silent = false
    const proxy = createServer((client) => {
      const server = connect(Number(target.port), target.hostname)
      client
        .on('data', (data) => silent || server.write(data))
        .on('error', () => server.destroy())
        .on('close', () => server.destroy())
      server.on('data', (data) => silent || client.write(data)).on('error', () => client.destroy())
    }).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const url = new URL(database.url)
    url.hostname = '127.0.0.1'
    url.port = String((proxy.address() as AddressInfo).port)
    const db = openDatabase({ url: url.href, queryTimeoutMs: 300 })
    await db.query(ownPid)
    silent = true
    await expect(db.inTransaction((tx) => tx.query(ownPid))).rejects.toBeInstanceOf(DatabaseUnavailable)
    await db.close()
    proxy.close()
  })
})

describe('a connection', () => {
  test('takes its role also when the URL has options of its own', async () => {
    const db = openDatabase({ url: `${database.url}?options=-c%20work_mem%3D8MB`, role: 'chatsphere_web' })
    const settings = statement('test-settings', "SELECT current_user AS role, current_setting('work_mem') AS memory")
    expect(await db.query(settings)).toEqual([{ role: 'chatsphere_web', memory: '8MB' }])
    await db.close()
  })

  test('gives bigint as number in a Prisma transaction too, and runs a deadlocked one again', async () => {
    const db = database.open()
    let runs = 0
    const rows = await db.inPrismaTransaction(async (tx) => {
      runs += 1
      if (runs < 3) await tx.query(statement('test-deadlock', "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$"))
      return tx.query(statement('test-bigint', 'SELECT 1::bigint AS n'))
    })
    expect([runs, rows]).toEqual([3, [{ n: 1 }]])
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
