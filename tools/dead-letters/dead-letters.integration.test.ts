import path from 'node:path'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../start/command.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** As `npm run dead-letters -- …` runs it. */
async function run(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: database.url }
  const { code, stdout } = await runCommand(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...args], { env })
  return { code, lines: stdout.trim().split('\n') }
}

async function park(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7())
  await database.open().prisma.queued.createMany({
    data: ids.map((eventId, index) => ({
      consumer: 'delivery',
      eventId,
      topic: 'message.created.v1',
      key: 'key',
      payload: {},
      createdAt: new Date(0),
      attempts: 10,
      parkedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)),
      lastError: 'cannot be handled',
    })),
  })
  return ids
}
const countParked = () => database.open().prisma.queued.count({ where: { parkedAt: { not: null } } })

test('dead letters are listed, put back one by one, and all that are left', async () => {
  const [first, second, third] = await park(3)
  expect(await run('list', 'delivery', '--limit', '2')).toEqual({
    code: 0,
    lines: [
      `delivery ${third} message.created.v1`,
      '  parked 2026-01-01T00:00:02.000Z after 10 tries: cannot be handled',
      `delivery ${second} message.created.v1`,
      '  parked 2026-01-01T00:00:01.000Z after 10 tries: cannot be handled',
      '2 dead letters',
    ],
  })
  expect(await run('replay', 'delivery', first ?? '')).toEqual({ code: 0, lines: ['1 put back'] })
  expect(await run('replay', 'delivery', first ?? '')).toEqual({ code: 1, lines: ['There is no such dead letter.'] })
  expect(await countParked()).toBe(2)
  expect(await run('replay', 'delivery', 'all')).toEqual({ code: 0, lines: ['2 put back'] })
  expect(await countParked()).toBe(0)
  expect(await run('list')).toEqual({ code: 0, lines: ['0 dead letters'] })
})

test.each([[[]], [['list', 'nobody']], [['replay', 'delivery', 'no id']]])(
  '%j is answered with how it is called',
  async (args) => {
    const { code, lines } = await run(...args)
    expect(code).toBe(2)
    expect(lines.join('\n')).toContain('npm run dead-letters -- list')
  },
)
