import { appRouter } from '@chatsphere/api'
import { runAsRequest } from '@chatsphere/db'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import type { NextRequest } from 'next/server'
import { authenticateRequest } from '@/server/authenticate-request'
import { behindHost } from '@/server/behind-host'
import { getComposition } from '@/server/composition'
import { hasOwnServer } from '@/server/own-server'
import { findRealtimeUrl } from '@/server/realtime-url'
import { nameRequest, originOf, requestIdHeader } from '@/server/request-origin'

const batchMax = 20

async function handle(request: NextRequest): Promise<Response> {
  const composition = await getComposition()
  const { config, ctx, logger } = composition
  const requestId = nameRequest(request.headers)
  const answer = () =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request,
      router: appRouter,
      allowMethodOverride: true,
      maxBatchSize: batchMax,
      createContext: () => ({
        ctx,
        origin: originOf(request.headers, config),
        findRealtimeUrl: async () => (await findRealtimeUrl(composition)) ?? callerOrigin(request, config.publicUrl),
        authenticate: () => authenticateRequest(composition, request),
        onFault: (error, path) => logger.error({ err: error, path, requestId }, 'a call failed'),
      }),
    })
  const answered = await runAsRequest(requestId, answer)
  if (!hasOwnServer()) answered.headers.set(requestIdHeader, requestId)
  return answered
}

/** One-address mode: the address under which the caller reached this process is also where sockets go. */
function callerOrigin(request: NextRequest, publicUrl: string): string {
  const host = request.headers.get('host')
  return host ? `${new URL(publicUrl).protocol}//${host}` : publicUrl
}

/** Of a browser that asks before it calls from another origin; whoever else asks learns nothing. */
const options = behindHost(async () => new Response(null, { status: 204 }))
const guarded = behindHost(handle)

export { guarded as DELETE, guarded as GET, guarded as PATCH, guarded as POST, guarded as PUT, options as OPTIONS }
