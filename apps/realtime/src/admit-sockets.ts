import type { IncomingMessage } from 'node:http'
import type { Config } from '@chatsphere/config'
import { accessSession, DomainError, toErrorView } from '@chatsphere/domain'
import { clientAddress, isAllowedOrigin } from '@chatsphere/runtime'
import type { ChatSocket, HandlerCtx } from './handlers/handler.ts'

/** More than the tabs and devices of anybody are: each live event of theirs is written so often. */
const socketsPerAccountMax = 100

function addressOf(request: IncomingMessage, config: Config): string {
  const forwardedFor = request.headers['x-forwarded-for']
  return clientAddress(
    request.socket.remoteAddress,
    Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
    config.trustedProxies,
  )
}

/**
 * Before anything else is done for a connection: stops pages of other origins, but for those that are named, from using a visitor's address or network, and
 * one address from wearing the server out with handshakes.
 */
export async function admitRequest(request: IncomingMessage, config: Config, ctx: HandlerCtx): Promise<boolean> {
  const { origin, host } = request.headers
  const isOwn = origin === undefined || isAllowedOrigin(origin, host, config)
  if (!isOwn && !config.corsOrigins.includes(origin)) return false
  try {
    await ctx.limits.consume('handshakePerAddress', addressOf(request, config))
    return true
  } catch {
    return false
  }
}

/** The token comes in the `auth` payload, never in the URL, where logs would keep it. */
export async function authenticateSocket(ctx: HandlerCtx, socket: ChatSocket): Promise<void> {
  const token: unknown = socket.handshake.auth.token
  const subject = typeof token === 'string' ? await ctx.tokens.verify(['access', 'realtime'], token) : null
  if (!subject) throw new DomainError('unauthenticated', 'A connection needs a valid token.')
  socket.data.actor = await accessSession(ctx, subject.sessionId)
  const { userId } = socket.data.actor
  await ctx.limits.consume('socketPerAccount', userId)
  const open = socket.nsp.adapter.rooms.get(`user:${userId}`)?.size ?? 0
  if (open >= socketsPerAccountMax) throw new DomainError('rate_limited', 'This account has too many connections here.')
  socket.data.tokenExpiresAt = subject.expiresAt
}

/** What a refused client reads from the error of its connection: the same view as everywhere. */
export function connectionError(error: unknown): Error & { data: unknown } {
  const view = toErrorView(error)
  return Object.assign(new Error(view.code), { data: view })
}
