import path from 'node:path'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../start/command.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('`npm run services` asks the database of the installation', async () => {
  const env = { ...process.env, DATABASE_URL: database.url }
  const { code, stdout } = await runCommand(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env })
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing runs.\n' })
})
