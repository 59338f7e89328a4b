import {
  countRows,
  createTestCtx,
  createTestDatabase,
  malformedInput,
  type ProcedurePath,
  procedureRows,
  seededRandom,
  startApiServer,
  type TestDatabase,
  Visits,
} from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ZodType } from 'zod'
import { appRouter } from './app-router.ts'

const calls = 10_000
const callsPerRequest = 20

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

/** The schema is undefined for a procedure without an input. */
function definitionOf(path: ProcedurePath): { schema: ZodType | undefined; type: string } {
  const procedure = Reflect.get(appRouter._def.procedures, path) as { _def: { inputs: ZodType[]; type: string } }
  return { schema: procedure._def.inputs[0], type: procedure._def.type }
}

test(`${calls} malformed calls are each refused as invalid_input, nothing is stored, and the server lives`, async () => {
  const seed = Date.now() % 1_000_000
  const random = seededRandom(seed)
  const { world, token } = await visits.arrange('owner')
  const doors = (Object.keys(procedureRows) as ProcedurePath[]).flatMap((path) => {
    const { schema, type } = definitionOf(path)
    return schema ? [{ path, schema, type, valid: procedureRows[path].input(world) }] : []
  })
  // One request carries calls of one type.
  const doorsByType = [...Map.groupBy(doors, (door) => door.type).values()]
  const owner = database.open()
  const before = await countRows(owner)
  const codes = new Map<string, number>()
  for (let sent = 0; sent < calls; sent += callsPerRequest) {
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item
    const choice = pick(doorsByType)
    const batch = Array.from({ length: callsPerRequest }, () => pick(choice))
    const inputs = batch.map(({ schema, valid }, index) => [index, malformedInput(schema, valid, random)])
    const response = await fetch(`${api.url}/api/trpc/${batch.map(({ path }) => path).join(',')}?batch=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(Object.fromEntries(inputs)),
    })
    const answers = (await response.json()) as { error?: { data: { appCode: string; httpStatus: number } } }[]
    for (const { error } of answers) {
      const code = error ? `${error.data.appCode} ${error.data.httpStatus}` : 'ok'
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
  }
  expect({ seed, codes: Object.fromEntries(codes) }).toEqual({ seed, codes: { 'invalid_input 400': calls } })
  expect(await countRows(owner)).toEqual(before)
  const alive = await fetch(`${api.url}/api/trpc/users.me`, { headers: { authorization: `Bearer ${token}` } })
  expect(alive.status).toBe(200)
}, 120_000)
