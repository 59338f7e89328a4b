import { type Actor, accessUsedSession, DomainError } from '@chatsphere/domain'
import { isAllowedOrigin } from '@chatsphere/runtime'
import type { NextRequest } from 'next/server'
import { readSessionCookie } from './browser-session'
import type { Composition } from './composition'

/**
 * Who sends a request: a program by its bearer token, a browser by its cookie. A cookie is sent along by the browser whichever
 * page asks, so for anything but reading the page's origin must be ours: that stops cross-site request forgery.
 */
export async function authenticateRequest({ config, ctx }: Composition, request: NextRequest): Promise<Actor> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (bearer) {
    const subject = await ctx.tokens.verify(['access'], bearer)
    if (!subject) throw new DomainError('unauthenticated', 'The access token is not valid. Refresh it.')
    return accessUsedSession(ctx, subject.sessionId)
  }
  const sessionId = await readSessionCookie(config, request.cookies)
  if (!sessionId) throw new DomainError('unauthenticated', 'Sign in first.')
  const origin = request.headers.get('origin')
  const host = request.headers.get('host') ?? undefined
  if (request.method !== 'GET' && (origin === null || !isAllowedOrigin(origin, host, config))) {
    throw new DomainError('forbidden', 'This call came from another site.')
  }
  return accessUsedSession(ctx, sessionId)
}
