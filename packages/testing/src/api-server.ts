import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ApiCtx, appRouter } from '@chatsphere/api'
import { accessSession, DomainError } from '@chatsphere/domain'
import { createHTTPServer } from '@trpc/server/adapters/standalone'
import { testOrigin } from './accounts.ts'

/** The API over HTTP without Next, for bearer tokens. `realtimeUrl` is what `system.realtime` answers. */
export async function startApiServer(ctx: ApiCtx, realtimeUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const faults: unknown[] = []
  const server = createHTTPServer({
    router: appRouter,
    basePath: '/api/trpc/',
    allowMethodOverride: true,
    createContext: ({ req }) => ({
      ctx,
      origin: testOrigin,
      findRealtimeUrl: async () => realtimeUrl,
      async authenticate() {
        const token = req.headers.authorization?.replace(/^Bearer /, '')
        const subject = token ? await ctx.tokens.verify(['access'], token) : null
        if (!subject) throw new DomainError('unauthenticated', 'Sign in first.')
        return accessSession(ctx, subject.sessionId)
      },
      onFault: (error) => void faults.push(error),
    }),
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (faults.length > 0) throw new AggregateError(faults, 'The API had faults')
    },
  }
}
