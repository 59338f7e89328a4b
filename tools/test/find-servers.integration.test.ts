import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findServers } from './find-servers.ts'

const server = (port: number) => ({
  name: 'Server',
  configuredBy: 'SERVER_URL',
  localUrl: `test://127.0.0.1:${port}`,
  variable: 'TEST_SERVER_URL',
  howToGet: 'buy one',
})

test('a server that listens here is found, one that does not is missing, and one that is named is taken at its word', async () => {
  const listening = createServer().listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const there = server((listening.address() as AddressInfo).port)
  expect(await findServers({}, [there], [])).toEqual({ env: { TEST_SERVER_URL: there.localUrl }, missing: [] })
  const named = { SERVER_URL: 'test://elsewhere' }
  expect(await findServers(named, [there], [])).toEqual({ env: { TEST_SERVER_URL: 'test://elsewhere' }, missing: [] })
  listening.close()
  await once(listening, 'close')
  expect(await findServers({}, [there], [])).toEqual({ env: {}, missing: [there] })
})

test('a program is found where PATH says, and one that is nowhere is missing', async () => {
  const program = { name: 'Program', command: path.basename(process.execPath), variable: 'TEST_PROGRAM', howToGet: 'buy one' }
  const PATH = path.dirname(process.execPath)
  expect(await findServers({ PATH }, [], [program])).toEqual({ env: { TEST_PROGRAM: process.execPath }, missing: [] })
  const nowhere = { ...program, command: 'no-such-program' }
  expect(await findServers({ PATH }, [], [nowhere])).toEqual({ env: {}, missing: [nowhere] })
})
