import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
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
  expect(await findServers({}, [there])).toEqual({ env: { TEST_SERVER_URL: there.localUrl }, missing: [] })
  const named = { SERVER_URL: 'test://elsewhere' }
  expect(await findServers(named, [there])).toEqual({ env: { TEST_SERVER_URL: 'test://elsewhere' }, missing: [] })
  listening.close()
  await once(listening, 'close')
  expect(await findServers({}, [there])).toEqual({ env: {}, missing: [there] })
})
