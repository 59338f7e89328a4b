import { join } from 'node:path'
import type { NextConfig } from 'next'

const repository = join(import.meta.dirname, '../..')

/** For what is no page: pages get theirs in src/proxy.ts, with a nonce. */
const sealed = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
]

/** The policy is the worker's own: it loads nothing but this site's files. A copy that a browser keeps is asked about each time. */
const serviceWorker = [
  { key: 'cache-control', value: 'no-cache' },
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'content-security-policy', value: "default-src 'none'; connect-src 'self'" },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
]

/** Sockets speak websocket only. What else Socket.IO's client can speak stays out of the first load, by the names under which it imports it. */
const unusedTransports = ['polling-xhr.node.js', 'polling-xhr.js', 'polling-fetch.js', 'webtransport.js'].flatMap((file) => [
  `./${file}`,
  `./transports/${file}`,
])

const nextConfig: NextConfig = {
  poweredByHeader: false,
  // Socket.IO calls `/socket.io/` with the slash; a redirect would break its handshake.
  skipTrailingSlashRedirect: true,
  // The workspace packages export TypeScript sources.
  transpilePackages: [
    '@chatsphere/api',
    '@chatsphere/client',
    '@chatsphere/config',
    '@chatsphere/contracts',
    '@chatsphere/db',
    '@chatsphere/domain',
    '@chatsphere/engines',
    '@chatsphere/runtime',
  ],
  // Native addons, and libraries that must exist once per process.
  serverExternalPackages: [
    'pg',
    '@node-rs/argon2',
    '@zxcvbn-ts/language-common',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pino',
    'prom-client',
    'socket.io',
    'rate-limiter-flexible',
    'ioredis',
  ],
  // `npm run check` does it, with more.
  typescript: { ignoreBuildErrors: true },
  // No picture of ours needs its optimizer, which fetches and converts whatever an address names.
  images: { unoptimized: true },
  headers: async () => [
    ...['/:path(api|_next/static)/:rest*', '/icons/:file([\\w-]+\\.png)', '/icon.svg'].map((source) => ({
      source,
      headers: sealed,
    })),
    { source: '/service-worker.js', headers: serviceWorker },
    { source: '/api/(trpc|auth)/:rest*', headers: [{ key: 'cache-control', value: 'no-store' }] },
  ],
  turbopack: {
    root: repository,
    resolveAlias: Object.fromEntries(unusedTransports.map((file) => [file, './src/features/shell/no-transport.ts'])),
  },
  outputFileTracingRoot: repository,
  agentRules: false,
  devIndicators: false,
}

export default nextConfig
