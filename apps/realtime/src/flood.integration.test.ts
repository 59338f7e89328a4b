import { once } from 'node:events'
import { connect, type Socket as NetSocket } from 'node:net'
import type { Acknowledgement } from '@chatsphere/contracts'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  until,
} from '@chatsphere/testing'
import { io, type Socket } from 'socket.io-client'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestNode, type TestNode } from './test-node.ts'

let database: TestDatabase
let node: TestNode
let ctx: TestCtx
const sockets: Socket[] = []
const raws: NetSocket[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  node = await startTestNode({ databaseUrl: database.url, authSecret: testAuthSecret, issuer: testIssuer, rateLimits: true })
  ctx = await createTestCtx(database.open('chatsphere_web'))
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
  for (const raw of raws.splice(0)) raw.destroy()
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

let addresses = 0
/** Each handshake from an address of its own, as the web process would say: they are counted by address. */
const headers = () => ({ 'x-forwarded-for': `198.51.100.${addresses++ % 250}` })

async function connected(account: TestAccount): Promise<Socket> {
  const auth = { token: account.tokens.accessToken }
  const socket = io(node.url, { transports: ['websocket'], reconnection: false, forceNew: true, auth, extraHeaders: headers() })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return socket
}

/** What one uses up is nobody else's. */
const newAccount = () => createAccountFor(ctx, `one${uuidv7().slice(-12)}`)

/** A websocket below Socket.IO, of somebody who has shown nothing yet. */
async function openRaw(): Promise<NetSocket> {
  const { hostname, port, host } = new URL(node.url)
  const raw = connect(Number(port), hostname)
  raws.push(raw)
  raw.on('error', () => undefined)
  const [name, value] = Object.entries(headers())[0] ?? []
  raw.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\n${name}: ${value}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  )
  await once(raw, 'data')
  return raw
}

/** The head of a masked text frame of so many bytes; its mask is all zeros, so that the bytes that follow are the text. */
function frameHead(bytes: number): Buffer {
  const head = Buffer.alloc(14)
  head.set([0x81, 0x80 | 127])
  head.writeBigUInt64BE(BigInt(bytes), 2)
  return head
}

const codeOf = async (socket: Socket, name: string, input: unknown) => {
  const answer = (await socket.timeout(20_000).emitWithAck(name, input)) as Acknowledgement<unknown>
  return answer.ok ? 'ok' : answer.error.code
}

test('whoever has shown no token is cut after 64 KiB, whether the frame is whole or not', async () => {
  const raw = await openRaw()
  raw.write(frameHead(4_000_000))
  raw.write(Buffer.alloc(100_000, '4'))
  await once(raw, 'close')
  const packet = `40/nowhere,{"token":"${'x'.repeat(90_000)}"}`
  const other = await openRaw()
  other.write(Buffer.concat([frameHead(packet.length), Buffer.from(packet)]))
  await once(other, 'close')
})

test('events that are none are counted like any other', async () => {
  const socket = await connected(await newAccount())
  const codes = await Promise.all(Array.from({ length: 1_300 }, () => codeOf(socket, 'no:such:event', {})))
  expect(new Set(codes)).toEqual(new Set(['invalid_input', 'rate_limited']))
  expect(codes.filter((code) => code === 'invalid_input')).toHaveLength(1_200)
})

test('who goes on although everything is refused is cut, and nobody else notices', async () => {
  const [socket, other] = [await connected(await newAccount()), await connected(await newAccount())]
  for (let sent = 0; sent < 16_000; sent++) socket.emit('no:such:event', {})
  await until(() => !socket.connected)
  expect(await codeOf(other, 'presence:idle', { idle: false })).toBe('ok')
})

test('who sends more than a kilobyte each counts for that much more', async () => {
  const socket = await connected(await newAccount())
  for (let sent = 0; sent < 5; sent++) socket.emit('no:such:event', 'x'.repeat(3_900_000))
  await until(() => !socket.connected)
})

test('an address has 300 handshakes a minute, whatever token they would show; another address has its own', async () => {
  const { host } = new URL(node.url)
  const statusFrom = async (address: string) => {
    const raw = connect(Number(new URL(node.url).port), '127.0.0.1')
    raws.push(raw)
    raw.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    const [answer] = (await once(raw, 'data')) as [Buffer]
    raw.destroy()
    return Number(answer.toString().split(' ')[1])
  }
  const statuses = new Map<number, number>()
  for (let count = 0; count < 305; count++) {
    const status = await statusFrom('203.0.113.9')
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect([statuses.get(101), statuses.size]).toEqual([300, 2])
  expect(await statusFrom('203.0.113.10')).toBe(101)
})

test('an account has at most 100 sockets at a node', async () => {
  const account = await newAccount()
  const [first] = await Promise.all(Array.from({ length: 100 }, () => connected(account)))
  await expect(connected(account)).rejects.toThrow('rate_limited')
  await connected(await newAccount())
  first?.disconnect()
  await until(async () => (await connected(account).catch(() => null)) !== null)
}, 60_000)
