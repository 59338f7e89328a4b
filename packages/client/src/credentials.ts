import type { RealtimeToken, Tokens } from '@chatsphere/contracts'
import { type CallHeaders, type Calls, createCalls } from './calls.ts'

/** How a client proves who it is, and how it signs out. */
export interface Credentials {
  readonly calls: Calls
  /** A token for a new socket, or to keep one alive. */
  realtimeToken(): Promise<RealtimeToken>
  signOut(): Promise<void>
}

/** A browser page: the session cookie goes along with each call. */
export function createCookieCredentials(url: string): Credentials {
  const calls = createCalls(url)
  return {
    calls,
    realtimeToken: () => calls.auth.realtimeToken.mutate(),
    async signOut() {
      await calls.auth.logout.mutate()
      await clearSessionCookie(url)
    },
  }
}

/** The session is over already; what is left is the cookie, which no script can reach. */
async function clearSessionCookie(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  await fetch(`${url}/api/auth/signout`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, json: 'true' }),
  })
}

/** An access token is refreshed this long before it is over, so that none is refused on the way. */
const refreshAheadMs = 60_000

/** A program: an access token, renewed in time with its refresh token. `onTokens` hears each new pair, for keeping it. */
export function createTokenCredentials(url: string, first: Tokens, onTokens: (tokens: Tokens) => void = () => {}): Credentials {
  let tokens = first
  let refreshing: Promise<Tokens> | undefined
  const anonymous = createCalls(url)
  const fresh = async (): Promise<Tokens> => {
    if (Date.parse(tokens.accessTokenExpiresAt) - Date.now() > refreshAheadMs) return tokens
    refreshing ??= anonymous.auth.refresh.mutate({ refreshToken: tokens.refreshToken }).finally(() => {
      refreshing = undefined
    })
    tokens = await refreshing
    onTokens(tokens)
    return tokens
  }
  const headers: CallHeaders = async () => ({ authorization: `Bearer ${(await fresh()).accessToken}` })
  const calls = createCalls(url, headers)
  return {
    calls,
    async realtimeToken() {
      const { accessToken, accessTokenExpiresAt } = await fresh()
      return { token: accessToken, expiresAt: accessTokenExpiresAt }
    },
    async signOut() {
      await calls.auth.logout.mutate()
    },
  }
}
