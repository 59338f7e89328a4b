import type { NextRequest } from 'next/server'
import { getComposition } from './composition'
import { corsHeadersOf, preflightHeadersOf } from './cors'
import { findRefusal } from './find-refusal'
import { hasOwnServer } from './own-server'

type Handler<Context> = (request: NextRequest, context: Context) => Promise<Response>

/**
 * A route below /api, which does for itself what `main.ts` does before Next, where a host runs the app as functions. How a body travels from that host to
 * here is the host's own matter: what says no length is bounded by the host.
 */
export function behindHost<Context>(handle: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    if (hasOwnServer()) return handle(request, context)
    const { config } = await getComposition()
    const { 'transfer-encoding': _, ...headers } = Object.fromEntries(request.headers)
    const { pathname, search } = new URL(request.url)
    const asked = { method: request.method, url: pathname + search, headers }
    const corsHeaders = corsHeadersOf(asked, config.corsOrigins)
    const answer = answerBefore(asked, 'access-control-allow-origin' in corsHeaders) ?? (await handle(request, context))
    for (const [name, value] of Object.entries(corsHeaders)) answer.headers.set(name, value)
    return answer
  }
}

function answerBefore(asked: Parameters<typeof findRefusal>[0], isCors: boolean): Response | undefined {
  const preflight = isCors ? preflightHeadersOf(asked) : undefined
  if (preflight) return new Response(null, { status: 204, headers: preflight })
  const refusal = findRefusal(asked)
  if (!refusal) return undefined
  const { status, code, message } = refusal
  return Response.json({ error: { message, code: -32600, data: { appCode: code, httpStatus: status } } }, { status })
}
