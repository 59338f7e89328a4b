import {
  createTestCtx,
  createTestDatabase,
  type ProcedurePath,
  procedureRows,
  type ServerVisitor,
  startApiServer,
  type TestDatabase,
  type Visitor,
  Visits,
} from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appRouter } from './app-router.ts'

let database: TestDatabase
let visits: Visits
let api: Awaited<ReturnType<typeof startApiServer>>
beforeAll(async () => {
  database = await createTestDatabase()
  const ctx = await createTestCtx(database.open('chatsphere_web'))
  visits = await Visits.prepare(ctx)
  api = await startApiServer(ctx, 'http://test.invalid')
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const paths = Object.keys(procedureRows) as ProcedurePath[]
/** At run time the procedures are a flat list by path. */
function isQuery(path: ProcedurePath): boolean {
  const procedure = Reflect.get(appRouter._def.procedures, path) as { _def: { type: string } }
  return procedure._def.type === 'query'
}

async function outcomeOf(path: ProcedurePath, visitor: Visitor | ServerVisitor): Promise<string> {
  const { world, token } = await visits.arrange(visitor)
  const input = procedureRows[path].input(world)
  const asQuery = isQuery(path)
  const query = asQuery && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const response = await fetch(`${api.url}/api/trpc/${path}${query}`, {
    method: asQuery ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    ...(!asQuery && { body: JSON.stringify(input ?? {}) }),
  })
  const answer = (await response.json()) as { error?: { data: { appCode: string } } }
  expect(response.ok).toBe(answer.error === undefined)
  return answer.error?.data.appCode ?? 'ok'
}

test('the matrix has a row for every procedure and none beside', () => {
  expect([...paths].sort()).toEqual(Object.keys(appRouter._def.procedures).sort())
})

test.each(paths)('%s is open to whom its row says and to nobody else', async (path) => {
  const expected = procedureRows[path].outcomes
  const outcomes: Record<string, string> = {}
  for (const visitor of Object.keys(expected) as (Visitor | ServerVisitor)[]) outcomes[visitor] = await outcomeOf(path, visitor)
  expect(outcomes).toEqual(expected)
})
