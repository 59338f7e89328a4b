import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { until } from '@chatsphere/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TcpLink } from './tcp-link.ts'

let server: Server
let served: Socket[]
let link: TcpLink
let client: Socket
let heard: string
let atServer: string

async function portOf(listening: Server): Promise<number> {
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  return typeof address === 'object' && address ? address.port : 0
}

beforeEach(async () => {
  ;[heard, atServer, served] = ['', '', []]
  server = createServer((socket) => {
    served.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      atServer += chunk.toString()
    })
  })
  const target = await portOf(server)
  const free = createServer()
  const port = await portOf(free)
  free.close()
  await once(free, 'close')
  link = new TcpLink({ name: 'a link', port, targets: [1, target] })
  await link.listen()
  client = connect(port, '127.0.0.1').on('error', () => undefined)
  client.on('data', (chunk) => {
    heard += chunk.toString()
  })
  client.write('hello')
  await until(() => atServer === 'hello')
})
afterEach(async () => {
  client.destroy()
  await link.close()
  for (const socket of served) socket.destroy()
  server.close()
})

const closed = (socket: Socket) => until(() => socket.destroyed)
const reply = (text: string) => served[0]?.write(text)

test('bytes go both ways, past a target that is not there', async () => {
  reply('welcome')
  await until(() => heard === 'welcome')
})

test('a held direction is silent while the other works, and nothing is lost', async () => {
  link.set({ hold: 'down' })
  reply('late')
  client.write(' again')
  await until(() => atServer === 'hello again')
  expect(heard).toBe('')
  link.set({})
  await until(() => heard === 'late')
})

test('while a link is held the server does not hear that the client is gone, and then it does', async () => {
  let ended = false
  served[0]?.on('close', () => {
    ended = true
  })
  link.set({ hold: 'both' })
  client.destroy()
  await once(client, 'close')
  reply('into the dark')
  // One who comes later and past the link is heard to come and go.
  const address = server.address()
  connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1').end()
  await until(() => served[1]?.readableEnded)
  expect(ended).toBe(false)
  link.set({})
  await until(() => ended)
})

test('a fault for connections that say something else does not touch this one', async () => {
  link.set({ hold: 'both', only: 'goodbye' })
  reply('welcome')
  await until(() => heard === 'welcome')
})

test('who does not read is felt by the sender', async () => {
  link.set({ hold: 'down' })
  const chunk = Buffer.alloc(1024 * 1024)
  let written = 0
  while (served[0]?.write(chunk) !== undefined && written++ < 64) await new Promise((resolve) => setImmediate(resolve))
  expect(served[0]?.writableLength).toBeGreaterThan(16 * 1024 * 1024)
})

test('a reset cuts both sides, and new connections can be refused', async () => {
  link.set({ refuse: true })
  link.reset()
  await closed(client)
  const other = connect(link.port, '127.0.0.1').on('error', () => undefined)
  await closed(other)
  expect(served).toHaveLength(1)
})
