import { appRouter } from '@chatsphere/api'
import { runAsRequest } from '@chatsphere/db'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import type { NextRequest } from 'next/server'
import { authenticateRequest } from '@/server/authenticate-request'
import { getComposition } from '@/server/composition'
import { findRealtimeUrl } from '@/server/realtime-url'
import { originOf, requestIdHeader } from '@/server/request-origin'

const batchMax = 20

async function handle(request: NextRequest): Promise<Response> {
  const composition = await getComposition()
  const { config, ctx, logger } = composition
  const requestId = request.headers.get(requestIdHeader)
  const answer = () =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request,
      router: appRouter,
      allowMethodOverride: true,
      maxBatchSize: batchMax,
      createContext: () => ({
        ctx,
        origin: originOf(request.headers),
        findRealtimeUrl: async () => (await findRealtimeUrl(composition)) ?? callerOrigin(request, config.publicUrl),
        authenticate: () => authenticateRequest(composition, request),
        onFault: (error, path) => logger.error({ err: error, path, requestId }, 'a call failed'),
      }),
    })
  return requestId === null ? answer() : runAsRequest(requestId, answer)
}

/** One-address mode: the address under which the caller reached this process is also where sockets go. */
function callerOrigin(request: NextRequest, publicUrl: string): string {
  const host = request.headers.get('host')
  return host ? `${new URL(publicUrl).protocol}//${host}` : publicUrl
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
