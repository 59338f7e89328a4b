import { defaultServerSettings } from '@chatsphere/contracts'
import { DatabaseUnavailable, type Tx } from '@chatsphere/db'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCurrentSettings } from './current-settings.ts'

let database: TestDatabase
let version = 0
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function set(messagesPerTenSeconds: number): Promise<void> {
  version += 1
  const changedBy = '0193a5f0-0000-7000-8000-000000000003'
  await database.open().prisma.serverSettings.create({ data: { version, settings: { messagesPerTenSeconds }, changedBy } })
}

/** A database that counts what is asked, and can be away. */
function watched() {
  const db = database.open('chatsphere_realtime')
  const watch = { asked: 0, away: false }
  const query: Tx['query'] = async (sql, values) => {
    watch.asked += 1
    if (watch.away) throw new DatabaseUnavailable(new Error('away'))
    return db.query(sql, values)
  }
  return { watch, tx: { query } as Tx }
}

test('a change holds within two seconds, for one question a second however many ask', async () => {
  const { watch, tx } = watched()
  let now = 0
  const current = createCurrentSettings(tx, () => now)
  expect(await Promise.all([current.get(), current.get()])).toEqual([defaultServerSettings, defaultServerSettings])
  await set(5)
  now = 999
  expect(await current.get()).toEqual(defaultServerSettings)
  expect(watch.asked).toBe(1)
  now = 2_000
  expect((await current.get()).messagesPerTenSeconds).toBe(5)
  expect(watch.asked).toBe(2)
})

test('while the database is away what was read last holds; before anything was read there is nothing to go by', async () => {
  const { watch, tx } = watched()
  let now = 0
  watch.away = true
  const current = createCurrentSettings(tx, () => now)
  await expect(current.get()).rejects.toThrow(DatabaseUnavailable)
  watch.away = false
  const before = await current.get()
  watch.away = true
  now = 60_000
  expect(await current.get()).toEqual(before)
})
