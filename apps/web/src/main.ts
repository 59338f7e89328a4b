import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@chatsphere/config'
import { openDatabase } from '@chatsphere/db'
import { getEpoch } from '@chatsphere/domain'
import { openRedis, PostgresRegistry, Registration } from '@chatsphere/engines'
import {
  clientAddress,
  createLogger,
  createOpsServer,
  isTrustedProxy,
  requestIdOf,
  stopOnSignals,
  version,
} from '@chatsphere/runtime'
import { createProxyServer } from 'http-proxy-3'
import next from 'next'
import { corsHeadersOf, preflightHeadersOf } from './server/cors.ts'
import { findRefusal } from './server/find-refusal.ts'
import { noteOwnServer } from './server/own-server.ts'
import { clientAddressHeader, requestIdHeader } from './server/request-origin.ts'

/**
 * The web process: Next behind a server of its own, so that pages, calls and sockets share one address. `--dev` reloads on change.
 */
const closeTimeoutMs = 5_000
/** Where a device gets the authority of a local certificate, to trust it. */
const authorityPath = '/authority.crt'
const config = loadConfig()
noteOwnServer()
const logger = createLogger('web', config.logLevel)
const developing = process.argv.includes('--dev')
const app = next({
  dev: developing,
  dir: fileURLToPath(new URL('..', import.meta.url)),
  hostname: 'localhost',
  port: config.ports.web,
})
await app.prepare()
const handlePage = app.getRequestHandler()
const handlePageUpgrade = app.getUpgradeHandler()

/** To the realtime node beside this process; with sockets on an address of their own nothing arrives here. */
const sockets = createProxyServer({ target: `http://127.0.0.1:${config.ports.realtime}`, ws: true, xfwd: true })
sockets.on('error', (error: NodeJS.ErrnoException, _request, response) => {
  // A browser that closes its page ends the connection like this.
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') logger.debug({ err: error }, 'a passed-on socket ended')
  else logger.warn({ err: error }, 'the realtime node cannot be reached')
  if (response && 'destroy' in response) response.destroy()
})

/** How people reach this process, where no proxy that is believed says otherwise. */
const ownScheme = new URL(config.publicUrl).protocol.slice(0, -1)

/** Whatever the client claims in these headers is replaced by what is known. */
function markOrigin(request: IncomingMessage): void {
  const forwardedFor = request.headers['x-forwarded-for']
  const isFromTrustedProxy = isTrustedProxy(request.socket.remoteAddress, config.trustedProxies)
  request.headers[requestIdHeader] = requestIdOf(request.headers[requestIdHeader], isFromTrustedProxy)
  if (!isFromTrustedProxy) delete request.headers['x-forwarded-proto']
  request.headers['x-forwarded-proto'] ??= ownScheme
  request.headers[clientAddressHeader] = clientAddress(
    request.socket.remoteAddress,
    Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
    config.trustedProxies,
  )
}

const authority = config.tls?.authorityFile === undefined ? undefined : await readFile(config.tls.authorityFile)
const answer: RequestListener = (request, response) => {
  if (request.url === '/healthz') {
    response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end('ok\n')
    return
  }
  if (request.url === authorityPath && authority) {
    response.writeHead(200, { 'content-type': 'application/x-x509-ca-cert', 'cache-control': 'no-store' }).end(authority)
    return
  }
  // That of an earlier build may lie there: it would keep what is being changed.
  if (developing && request.url === '/service-worker.js') {
    response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end()
    return
  }
  markOrigin(request)
  response.setHeader(requestIdHeader, request.headers[requestIdHeader] ?? '')
  const corsHeaders = corsHeadersOf(request, config.corsOrigins)
  for (const [name, value] of Object.entries(corsHeaders)) response.setHeader(name, value)
  const preflight = 'access-control-allow-origin' in corsHeaders ? preflightHeadersOf(request) : undefined
  if (preflight) {
    response.writeHead(204, preflight).end()
    return
  }
  // While developing, Next's own overlay posts what it wants to know.
  const isOverlay = developing && request.url?.startsWith('/__nextjs')
  const refusal = isOverlay ? undefined : findRefusal(request)
  if (refusal) {
    const { status, code, message } = refusal
    const error = { message, code: -32600, data: { appCode: code, httpStatus: status } }
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify({ error }))
    return
  }
  void handlePage(request, response)
}
const server = config.tls
  ? createSecureServer({ cert: await readFile(config.tls.certFile), key: await readFile(config.tls.keyFile) }, answer)
  : createServer(answer)
/** Sockets that were passed on belong to no request any more: closing the server would wait for them for ever. */
const upgraded = new Set<Duplex>()
server.on('upgrade', (request, socket, head) => {
  // Nobody else listens to a socket that was upgraded; an error without a listener would end the process.
  socket.on('error', () => socket.destroy())
  upgraded.add(socket)
  socket.once('close', () => upgraded.delete(socket))
  if (request.url?.startsWith('/socket.io/')) sockets.ws(request, socket, head)
  else if (developing) void handlePageUpgrade(request, socket, head)
  else socket.destroy()
})
server.listen({ port: config.ports.web, host: config.host, reusePort: config.sharePorts })
await once(server, 'listening')

const db = openDatabase({ ...config.processDatabase.web, poolMax: 1, applicationName: 'chatsphere-web-ops' })
const redis = await openRedis({
  url: config.redisUrl,
  name: 'chatsphere-web-ops',
  onError: (error) => logger.warn({ err: error }, 'Redis is away'),
})
const ops = await createOpsServer({
  host: config.opsHost,
  port: config.ports.ops.web,
  checks: { database: () => getEpoch(db) },
  ...(redis && { lesserChecks: { redis: () => redis.check() } }),
})
const registration = new Registration({
  registry: new PostgresRegistry(db),
  name: 'web',
  url: config.publicUrl,
  version,
  onError: (error) => logger.warn({ err: error }, 'the registry does not answer'),
})
stopOnSignals(logger, async () => {
  ops.drain()
  await registration.end()
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), closeTimeoutMs).unref()
  for (const socket of upgraded) socket.destroy()
  await closed
  sockets.close()
  await app.close()
  redis?.close()
  await db.close()
  await ops.close()
})
logger.info({ port: config.ports.web }, 'ready')
