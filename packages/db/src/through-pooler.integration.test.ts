import { randomUUID } from 'node:crypto'
import { createTestDatabase, type Pooler, startPgBouncer, type TestDatabase } from '@chatsphere/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DatabaseUnavailable, openDatabase } from './database.ts'
import { statement } from './statement.ts'

const poolSize = 3
const roles = ['chatsphere_web', 'chatsphere_realtime', 'chatsphere_workers'] as const
const denied = { code: '42501' }
const login = { name: `test_web_${randomUUID().slice(0, 8)}`, password: 'of the web process' }

const ownState = statement(
  'test-own-state',
  `SELECT current_user AS role, pg_backend_pid() AS pid, current_setting('statement_timeout') AS "statementTimeout",
          current_setting('lock_timeout') AS "lockTimeout", current_setting('synchronous_commit') AS "synchronousCommit"`,
)
interface OwnState {
  role: string
  pid: number
}
const passwords = statement('test-passwords', 'SELECT * FROM auth_schema.credential')

describe.skipIf(process.env.TEST_PGBOUNCER === undefined)('through a pooler in transaction mode', () => {
  let pooler: Pooler
  let database: TestDatabase
  /** Past the pooler, as the owner. */
  let owner: pg.Client
  beforeAll(async () => {
    pooler = await startPgBouncer({
      url: process.env.TEST_DATABASE_URL ?? '',
      poolSize,
      logins: { [login.name]: login.password },
    })
    database = await createTestDatabase({ through: pooler })
    owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    await owner.query(`CREATE ROLE ${login.name} LOGIN PASSWORD '${login.password}' IN ROLE chatsphere_web`)
  })
  afterAll(async () => {
    // Its connections would be in the way of the drop.
    await pooler.stop()
    await owner.query(`DROP ROLE ${login.name}`)
    await owner.end()
    await database.drop()
  })

  test('thirty clients share three connections, and each transaction has the role and the limits of its own process', async () => {
    const limits = { statementTimeout: '15s', lockTimeout: '10s', synchronousCommit: 'on' }
    const asked = Array.from({ length: 150 }, async (_one, index) => {
      const role = roles[index % roles.length] ?? 'chatsphere_web'
      const db = database.open(role)
      const ways = [
        () => db.query<OwnState>(ownState),
        () => db.inTransaction((tx) => tx.query<OwnState>(ownState)),
        () => db.inPrismaTransaction((tx) => tx.query<OwnState>(ownState)),
        () => db.prisma.$queryRawUnsafe<OwnState[]>(ownState.text),
      ]
      const [state] = (await ways[index % ways.length]?.()) ?? []
      expect(state).toMatchObject({ role, ...limits })
      return state?.pid
    })
    expect(new Set(await Promise.all(asked)).size).toBe(poolSize)
  })

  test('nobody has the rights of the process that used the connection before', async () => {
    const web = database.open('chatsphere_web')
    const realtime = database.open('chatsphere_realtime')
    for (let round = 0; round < 2 * poolSize; round++) {
      await expect(web.query(passwords)).resolves.toEqual([])
      await expect(realtime.query(passwords)).rejects.toMatchObject(denied)
      await expect(web.prisma.credential.findMany()).resolves.toEqual([])
      await expect(realtime.prisma.credential.findMany()).rejects.toThrow(/denied/)
      await expect(realtime.inPrismaTransaction((tx) => tx.prisma.credential.findMany())).rejects.toThrow(/denied/)
    }
  })

  test('a process with a login of its own needs no role', async () => {
    const url = new URL(pooler.through(database.url))
    url.username = login.name
    url.password = login.password
    const db = openDatabase({ url: url.href, throughPooler: true })
    expect(await db.query(ownState)).toMatchObject([{ role: login.name, statementTimeout: '15s' }])
    await expect(db.query(passwords)).resolves.toEqual([])
    await expect(db.query(statement('test-audit', 'SELECT FROM audit_schema.entry'))).rejects.toMatchObject(denied)
    await db.close()
  })

  test('whoever is given the connection next finds no statement, no role and no setting on it', async () => {
    await Promise.all(roles.map((role) => database.open(role).query(ownState)))
    const next = new pg.Client({ connectionString: pooler.through(database.url) })
    await next.connect()
    const { rows } = await next.query(
      `SELECT current_user = session_user AS "isOwner", current_setting('statement_timeout') AS "statementTimeout",
              (SELECT count(*)::int FROM pg_prepared_statements) AS statements`,
    )
    await next.end()
    expect(rows).toEqual([{ isOwner: true, statementTimeout: '0', statements: 0 }])
  })

  test('a statement that takes too long is ended by the server, and the connection is there for the next', async () => {
    const db = openDatabase({
      url: pooler.through(database.url),
      throughPooler: true,
      role: 'chatsphere_web',
      queryTimeoutMs: 400,
    })
    const slow = await db.query(statement('test-slow', 'SELECT pg_sleep(30)')).catch((error: unknown) => error)
    expect(slow).toBeInstanceOf(DatabaseUnavailable)
    expect(slow).toMatchObject({ cause: { code: '57014' } })
    await expect(db.query(ownState)).resolves.toHaveLength(1)
    await db.close()
  })

  test('of two who lock the same row one waits for the other, and a deadlock is run again', async () => {
    const [web, realtime] = [database.open('chatsphere_web'), database.open('chatsphere_realtime')]
    const [first, second] = [randomUUID(), randomUUID()].sort()
    const lock = statement('test-lock', 'SELECT pg_advisory_xact_lock(hashtext($1))')
    const bothHold = Promise.withResolvers<void>()
    let holders = 0
    const lockBoth = (db: typeof web, order: readonly unknown[]) =>
      db.inTransaction(async (tx) => {
        await tx.query(lock, [order[0]])
        holders += 1
        if (holders === 2) bothHold.resolve()
        await bothHold.promise
        await tx.query(lock, [order[1]])
      })
    await Promise.all([lockBoth(web, [first, second]), lockBoth(realtime, [second, first])])
    expect(holders).toBe(3)
  })
})
