import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchUsers } from './search-users.ts'

let database: TestDatabase
let ctx: TestCtx
let asking: TestAccount

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  asking = await createAccountFor(ctx, 'asking', 'Rana Haddad')
  await createAccountFor(ctx, 'tomas', 'Tomás Marín')
  await createAccountFor(ctx, 'ines', 'Ines Kowalczyk')
  await createAccountFor(ctx, 'ayo', 'Ayo Okafor')
  await createAccountFor(ctx, 'a_b', 'Under Score')
  await createAccountFor(ctx, 'gone', 'Gone Kowalski')
  await ctx.db.prisma.user.update({ where: { username: 'gone' }, data: { disabledAt: new Date() } })
})
afterAll(() => database.drop())

async function found(query: string) {
  const { users } = await searchUsers(ctx, asking.actor, { query })
  return users.map((user) => user.username)
}

test.each([
  ['the beginning of a username', 'tom', 'tomas'],
  ['the beginning of the last name', 'kowa', 'ines'],
  ['the whole name, in whatever case', 'AYO okafor', 'ayo'],
  ['a leading @', '@ines', 'ines'],
  ['letters swapped', 'kowalcyzk', 'ines'],
  ['a letter missing', 'okfor', 'ayo'],
  ['a character that LIKE knows', 'a_b', 'a_b'],
])('finds by %s', async (_how, query, username) => {
  expect((await found(query))[0]).toBe(username)
})

test.each([
  ['oneself', 'rana'],
  ['a disabled account', 'gone'],
  ['what resembles nobody', 'zzzzzz'],
  ['a pattern instead of a name', '%'],
])('does not find %s', async (_what, query) => {
  expect(await found(query)).toEqual([])
})

test('pages follow each other without a gap', async () => {
  for (let index = 0; index < 5; index++) await createAccountFor(ctx, `page${index}`)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await searchUsers(ctx, asking.actor, { query: 'page', limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.users.map((user) => user.username))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(['page0', 'page1', 'page2', 'page3', 'page4'])
})
