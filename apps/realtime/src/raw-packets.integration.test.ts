import type { Acknowledgement, ClientEventName } from '@chatsphere/contracts'
import {
  countRows,
  createTestCtx,
  createTestDatabase,
  socketEventRows,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  until,
  Visits,
} from '@chatsphere/testing'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestNode, type TestNode } from './test-node.ts'

let database: TestDatabase
let node: TestNode
let visits: Visits
const sockets: Socket[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  node = await startTestNode({ databaseUrl: database.url, authSecret: testAuthSecret, issuer: testIssuer })
  visits = await Visits.prepare(await createTestCtx(database.open('chatsphere_web')))
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

async function connect() {
  const { world, token } = await visits.arrange('owner')
  const socket = io(node.url, { transports: ['websocket'], reconnection: false, forceNew: true, auth: { token } })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return { socket, world, token }
}

const codeOf = async (socket: Socket, name: string, ...args: unknown[]) => {
  const answer = (await socket.timeout(20_000).emitWithAck(name, ...args)) as Acknowledgement<unknown>
  return answer.ok ? 'ok' : answer.error.code
}
/** The node has outlived whatever was done to it. */
async function expectAlive() {
  const { socket } = await connect()
  expect(await codeOf(socket, 'presence:idle', { idle: false })).toBe('ok')
}

const names = Object.keys(socketEventRows) as ClientEventName[]

test.each(names)('%s refuses a field that its schema does not name', async (name) => {
  const { socket, world } = await connect()
  const valid = socketEventRows[name].input(world) as object
  const input = Array.isArray(valid) ? valid.map((entry: object) => ({ ...entry, isAdmin: true })) : { ...valid, isAdmin: true }
  const before = await countRows(database.open())
  expect(await codeOf(socket, name, input)).toBe('invalid_input')
  // Those of the sockets of earlier tests go a moment after these.
  const { 'presence_schema.connection': _connections, 'presence_schema.last_seen': _seen, ...stored } = before
  expect(await countRows(database.open())).toMatchObject(stored)
})

test.each(names)('%s answers a text of one megabyte, whole or in a field, with a refusal', async (name) => {
  const { socket, world } = await connect()
  const megabyte = 'x'.repeat(1024 * 1024)
  const valid = socketEventRows[name].input(world) as object
  expect(await codeOf(socket, name, megabyte)).toBe('invalid_input')
  const fields = Object.keys(Array.isArray(valid) ? (valid[0] as object) : valid)
  for (const field of fields) {
    const broken = Array.isArray(valid) ? [{ ...(valid[0] as object), [field]: megabyte }] : { ...valid, [field]: megabyte }
    expect(await codeOf(socket, name, broken), field).toBe('invalid_input')
  }
})

test('bytes in the place of an input, or in it, are refused', async () => {
  const { socket, world } = await connect()
  const { conversationId, id } = socketEventRows['message:send'].input(world) as { conversationId: string; id: string }
  expect(await codeOf(socket, 'message:send', Buffer.from('x'))).toBe('invalid_input')
  expect(await codeOf(socket, 'message:send', { conversationId, id, body: Buffer.from('x') })).toBe('invalid_input')
})

test('a name that is a number is no event', async () => {
  const { socket } = await connect()
  socket.io.engine.write('20[7,{}]')
  const acknowledged = new Promise<string>((resolve) => socket.io.engine.on('data', (text) => resolve(String(text))))
  expect(await acknowledged).toContain('invalid_input')
})

test.each([
  ['a name that is an array', '2[["message:send"],{}]'],
  ['a name that is an object', '2[{"toString":"x"},{}]'],
  ['no name', '2[]'],
  ['no JSON', '2["sync",{'],
  ['more attachments than anybody sends', '51000000-["message:send",{"_placeholder":true,"num":0}]'],
  ['an attachment that never comes, and text instead', '51-["message:send",{"_placeholder":true,"num":0}]', '2["sync",{}]'],
  ['a packet of no type', '9["sync",{}]'],
])('%s ends the connection and nothing else', async (_what, ...packets) => {
  const { socket } = await connect()
  for (const packet of packets) socket.io.engine.write(packet)
  await until(() => !socket.connected)
  await expectAlive()
})

test('an input that is nested a million deep is answered, and the node goes on', async () => {
  const { socket } = await connect()
  const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`
  const acknowledged = new Promise<string>((resolve) => socket.io.engine.on('data', (text) => resolve(String(text))))
  socket.io.engine.write(`20["sync",{"have":${deep}}]`)
  expect(await acknowledged).toContain('invalid_input')
  await expectAlive()
})

test('there is no transport beside websocket', async () => {
  const { token } = await connect()
  const polling = await fetch(`${node.url}/socket.io/?EIO=4&transport=polling`)
  expect(polling.status).toBe(400)
  const socket = io(node.url, { transports: ['polling'], reconnection: false, forceNew: true, auth: { token } })
  sockets.push(socket)
  const error = await new Promise<Error>((resolve) => socket.on('connect_error', resolve))
  expect(error.message).toContain('poll')
})

test('a token in the address counts for nothing', async () => {
  const { token } = await connect()
  const socket = io(node.url, { transports: ['websocket'], reconnection: false, forceNew: true, query: { token } })
  sockets.push(socket)
  const error = await new Promise<Error>((resolve) => socket.on('connect_error', resolve))
  expect(error.message).toBe('unauthenticated')
})
