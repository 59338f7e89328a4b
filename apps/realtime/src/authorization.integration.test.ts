import { type Acknowledgement, type ClientEventName, clientEventInputs } from '@chatsphere/contracts'
import {
  createTestCtx,
  createTestDatabase,
  socketEventRows,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  type Visitor,
  Visits,
  visitors,
} from '@chatsphere/testing'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestNode, type TestNode } from './test-node.ts'

let database: TestDatabase
let visits: Visits
let node: TestNode
beforeAll(async () => {
  database = await createTestDatabase()
  node = await startTestNode({ databaseUrl: database.url, authSecret: testAuthSecret, issuer: testIssuer })
  visits = await Visits.prepare(await createTestCtx(database.open('chatsphere_web')))
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

async function outcomeOf(name: ClientEventName, visitor: Visitor): Promise<string> {
  const { world, token } = await visits.arrange(visitor)
  const socket = io(node.url, { transports: ['websocket'], reconnection: false, auth: { token }, forceNew: true })
  try {
    const refused = await new Promise<string | null>((resolve) => {
      socket.on('connect', () => resolve(null))
      socket.on('connect_error', (error) => resolve(error.message))
    })
    if (refused !== null) return refused
    const answer = (await socket.emitWithAck(name, socketEventRows[name].input(world))) as Acknowledgement<unknown>
    return answer.ok ? 'ok' : answer.error.code
  } finally {
    socket.disconnect()
  }
}

test('the matrix has a row for every event and none beside', () => {
  expect(Object.keys(socketEventRows).sort()).toEqual(Object.keys(clientEventInputs).sort())
})

test.each(Object.keys(socketEventRows) as ClientEventName[])(
  '%s is open to whom its row says and to nobody else',
  async (name) => {
    const outcomes: Record<string, string> = {}
    for (const visitor of visitors) outcomes[visitor] = await outcomeOf(name, visitor)
    expect(outcomes).toEqual(socketEventRows[name].outcomes)
  },
)
