import { join } from 'node:path'
import type { NextConfig } from 'next'

const repository = join(import.meta.dirname, '../..')

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
    '@prisma/client',
    '@prisma/adapter-pg',
    'pino',
    'prom-client',
    'socket.io',
    'rate-limiter-flexible',
  ],
  turbopack: { root: repository },
  outputFileTracingRoot: repository,
  agentRules: false,
  devIndicators: false,
}

export default nextConfig
