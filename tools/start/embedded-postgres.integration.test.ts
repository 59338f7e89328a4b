import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '@chatsphere/testing'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

let folder: string
let dataDir: string
const running: EmbeddedPostgres[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatsphere-postgres-'))
  dataDir = join(folder, 'postgres')
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(signal?: AbortSignal): Promise<EmbeddedPostgres> {
  const passwords = { admin: "ad'min", owner: 'own/er' }
  const server = await startEmbeddedPostgres({ dataDir, passwords, settings: { fsync: 'off' }, ...(signal && { signal }) })
  running.push(server)
  return server
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

test('data outlive a stop and a start', async () => {
  const first = await start()
  expect(first.created).toBe(true)
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  const second = await start()
  expect(second.created).toBe(false)
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('the owner is no superuser, may take the roles that it makes, and letters of every script are letters', async () => {
  const { url } = await start()
  await query(url, 'CREATE ROLE some_process; SET ROLE some_process')
  await expect(query(url, `COPY (SELECT 1) TO PROGRAM 'true'`)).rejects.toThrow(/permission denied/)
  await query(url, 'CREATE EXTENSION pg_trgm')
  expect(await query(url, `SELECT lower('ПРИВЕТ') AS lower, cardinality(show_trgm('привет')) AS trigrams`)).toEqual([
    { lower: 'привет', trigrams: 7 },
  ])
})

test('a wrong password does not get in, and nothing listens beyond loopback', async () => {
  const { url } = await start()
  await expect(query(url.replace('own%2Fer', 'wrong'), 'SELECT 1')).rejects.toThrow(/password authentication failed/)
  expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
})

test('a start that is ended in the middle leaves nothing, and the next one works', async () => {
  const controller = new AbortController()
  const starting = start(controller.signal)
  const ended = expect(starting).rejects.toThrow()
  // As soon as it has begun to write.
  await until(async () => (await readdir(folder)).some((entry) => entry !== 'postgres.log'))
  controller.abort(new Error('ended'))
  await ended
  expect((await readdir(folder)).filter((entry) => entry !== 'postgres.log')).toEqual([])
  expect((await start()).created).toBe(true)
})

test('a pid file whose number belongs to another program now does not stand in the way', async () => {
  await (await start()).stop()
  await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n1\n\n127.0.0.1\n1 1\nready\n`)
  expect((await start()).created).toBe(false)
})

test('a folder that is damaged is told and left as it is', async () => {
  await (await start()).stop()
  await rm(join(dataDir, 'PG_VERSION'))
  const before = await readdir(dataDir)
  await expect(start()).rejects.toThrow(/PG_VERSION is missing/)
  expect(await readdir(dataDir)).toEqual(before)
})

test.runIf(process.platform === 'linux')(
  'the server of a launcher that was killed outright is no obstacle, and has lost nothing',
  async () => {
    const script = join(folder, 'launcher.ts')
    const module = new URL('./embedded-postgres.ts', import.meta.url).href
    await writeFile(
      script,
      `import { startEmbeddedPostgres } from ${JSON.stringify(module)}
     const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, passwords: { admin: "ad'min", owner: 'own/er' } })
     process.stdout.write(url)
     setInterval(() => {}, 60_000)`,
    )
    const launcher = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [url] = await once(launcher.stdout, 'data')
    await query(`${url}`, 'CREATE TABLE kept AS SELECT 1 AS one')
    launcher.kill('SIGKILL')
    await once(launcher, 'exit')
    const next = await start()
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    expect(await readFile(`${dataDir}.log`, 'utf8')).not.toMatch(/not properly shut down/)
  },
)
