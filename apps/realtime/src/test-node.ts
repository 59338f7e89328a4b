import { once } from 'node:events'
import { createServer } from 'node:net'
import { loadConfig } from '@chatsphere/config'
import { createLogger } from '@chatsphere/runtime'
import { startNode } from './node.ts'

export interface TestNode {
  readonly url: string
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** A node on a port of its own, for tests, with limits only on request. It takes the tokens that `issuer`, a loopback address, signs. */
export async function startTestNode(options: {
  databaseUrl: string
  authSecret: string
  issuer: string
  rateLimits?: boolean
}): Promise<TestNode> {
  const port = await freePort()
  const config = loadConfig({
    DATABASE_URL: options.databaseUrl,
    AUTH_SECRET: options.authSecret,
    PUBLIC_URL: options.issuer,
    REALTIME_PORT: String(port),
    HOST: '127.0.0.1',
    PORT: '1',
    RATE_LIMITS: options.rateLimits ? 'on' : 'off',
  })
  const node = await startNode(config, createLogger('realtime', 'silent'))
  return { url: `http://127.0.0.1:${port}`, close: () => node.close() }
}
