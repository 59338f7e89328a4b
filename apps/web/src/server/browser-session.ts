import type { Config } from '@chatsphere/config'
import { redeemTicket } from '@chatsphere/domain'
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
export function nextAuthOptions({ config, ctx }: Composition): NextAuthOptions {
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
        async authorize(credentials, request) {
          const ticket = credentials?.ticket
          if (!ticket) return null
          const { userId, sessionId } = await redeemTicket(ctx, originOf(new Headers(request.headers as HeadersInit)), ticket)
          return { id: userId, sid: sessionId }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sid' in user ? { sub: user.id, sid: user.sid } : token),
    },
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
