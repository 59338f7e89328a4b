import { createTestDatabase, type TestDatabase, testAuthSecret } from '@chatsphere/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCommand } from '../start/command.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const migrate = (env: Record<string, string>) =>
  runCommand(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { PATH: process.env.PATH, AUTH_SECRET: testAuthSecret, PUBLIC_URL: 'https://chat.example.org', ...env },
  })

test('npm run migrate says what it did, and how to become the first admin', async () => {
  const { code, output } = await migrate({ DATABASE_URL: database.url })
  expect(output).toMatch(/^The database is up to date\.\nFirst admin: https:\/\/chat\.example\.org\/setup#\S+ \(works once\)\n$/)
  expect(code).toBe(0)
})

test('a database that is not there is told in words, without the password', async () => {
  const { code, output } = await migrate({ DATABASE_URL: 'postgresql://chatsphere:hidden@127.0.0.1:1/chatsphere' })
  expect(code).toBe(1)
  expect(output).toContain('127.0.0.1:1')
  expect(output).not.toContain('hidden')
})
