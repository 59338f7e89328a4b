import type { Config } from '@chatsphere/config'
import { isFault, redeemTicket } from '@chatsphere/domain'
import { deriveSecret } from '@chatsphere/engines'
import type { NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import type { Composition } from './composition'
import { originOf } from './request-origin'

/** As long as the session may last at most; the database decides whether it has ended before. */
const sessionMaxAgeSeconds = 90 * 24 * 60 * 60

function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith('https:')
}

/** The `__Host-` prefix binds the cookie to exactly this host; browsers accept it over https only. */
function cookieName(config: Config): string {
  return isSecure(config) ? '__Host-chatsphere.session' : 'chatsphere.session'
}

function cookieSecret(config: Config): string {
  return deriveSecret(config.authSecret, 'browser-session').toString('base64url')
}

/** next-auth keeps the cookie; its one way in is a ticket that `auth.login` and its like gave out. */
export function nextAuthOptions(composition: Composition): NextAuthOptions {
  const { config, logger } = composition
  // biome-ignore lint/style/noProcessEnv: the only way in which next-auth takes its own address
  process.env.NEXTAUTH_URL ??= config.publicUrl
  return {
    secret: cookieSecret(config),
    useSecureCookies: isSecure(config),
    session: { strategy: 'jwt', maxAge: sessionMaxAgeSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: cookieName(config),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(config) },
      },
    },
    providers: [
      Credentials({
        credentials: { ticket: {} },
        authorize: (credentials, request) => authorizeTicket(composition, credentials?.ticket, request.headers),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sid' in user ? { sub: user.id, sid: user.sid } : token),
    },
    // Its own logger writes what requests say as it is: whoever sends line breaks writes lines of the log.
    logger: {
      error: (code) => logger.warn({ code }, 'next-auth refused a request'),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/** Null, whatever is wrong: next-auth would put the words of an error into an address. */
export async function authorizeTicket(
  { config, ctx, logger }: Composition,
  ticket: unknown,
  headers: Record<string, string> | undefined,
): Promise<{ id: string; sid: string } | null> {
  if (typeof ticket !== 'string') return null
  try {
    const { userId, sessionId } = await redeemTicket(ctx, originOf(new Headers(headers), config), ticket)
    return { id: userId, sid: sessionId }
  } catch (error) {
    if (isFault(error)) logger.error({ err: error }, 'a ticket could not be redeemed')
    return null
  }
}

/** The session that a request's cookie names, not yet checked against the database; null without a genuine cookie. */
export async function readSessionCookie(
  config: Config,
  cookies: { get(name: string): { value: string } | undefined },
): Promise<string | null> {
  const token = cookies.get(cookieName(config))?.value
  if (!token) return null
  try {
    const claims = await decode({ token, secret: cookieSecret(config) })
    const sid: unknown = claims?.sid
    return typeof sid === 'string' ? sid : null
  } catch {
    return null
  }
}
