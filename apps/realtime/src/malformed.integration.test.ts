import { type Acknowledgement, type ClientEventName, clientEventInputs } from '@chatsphere/contracts'
import {
  countRows,
  createTestCtx,
  createTestDatabase,
  malformedInput,
  seededRandom,
  socketEventRows,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  Visits,
} from '@chatsphere/testing'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestNode, type TestNode } from './test-node.ts'

const events = 40_000
/** The rest is no event that a schema could look at. */
const shareOfSchemas = 0.95
const windowSize = 200

let database: TestDatabase
let node: TestNode
let visits: Visits
beforeAll(async () => {
  database = await createTestDatabase()
  node = await startTestNode({ databaseUrl: database.url, authSecret: testAuthSecret, issuer: testIssuer })
  visits = await Visits.prepare(await createTestCtx(database.open('chatsphere_web')))
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

type Packet = [name: string, ...args: unknown[]]

/** What the server must refuse before any schema sees it. */
function shapeless(random: () => number): Packet {
  const shapes: Packet[] = [
    ['no:such:event', {}],
    ['toString', {}],
    ['__proto__', {}],
    ['sync'],
    ['sync', { have: [] }, { have: [] }],
    ['message:send', {}, 1, 2],
  ]
  return shapes[Math.floor(random() * shapes.length)] ?? ['sync']
}

async function codeOf(socket: Socket, [name, ...args]: Packet): Promise<string> {
  const answer = (await socket.timeout(20_000).emitWithAck(name, ...args)) as Acknowledgement<unknown>
  return answer.ok ? 'ok' : answer.error.code
}

test(`${events} malformed events are each refused as invalid_input, nothing is stored, and the node lives`, async () => {
  const seed = Date.now() % 1_000_000
  const random = seededRandom(seed)
  const { world, token } = await visits.arrange('owner')
  const names = Object.keys(clientEventInputs) as ClientEventName[]
  const valid = new Map(names.map((name) => [name, socketEventRows[name].input(world)]))
  const socket = io(node.url, { transports: ['websocket'], reconnection: false, auth: { token } })
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  const owner = database.open()
  const before = await countRows(owner)
  const codes = new Map<string, number>()
  let seenBySchemas = 0
  for (let sent = 0; sent < events; sent += windowSize) {
    const packets = Array.from({ length: windowSize }, (): Packet => {
      if (random() > shareOfSchemas) return shapeless(random)
      seenBySchemas += 1
      const name = names[Math.floor(random() * names.length)] ?? 'sync'
      return [name, malformedInput(clientEventInputs[name], valid.get(name), random)]
    })
    for (const code of await Promise.all(packets.map((packet) => codeOf(socket, packet)))) {
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
  }
  expect({ seed, codes: Object.fromEntries(codes) }).toEqual({ seed, codes: { invalid_input: events } })
  expect(seenBySchemas / events).toBeGreaterThanOrEqual(0.9)
  expect(await countRows(owner)).toEqual(before)
  expect(socket.connected).toBe(true)
  expect(await codeOf(socket, ['message:send', valid.get('message:send')])).toBe('ok')
  socket.disconnect()
}, 120_000)
