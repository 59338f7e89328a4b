import type { RealtimeToken, Tokens } from '@chatsphere/contracts'
import { type CallHeaders, type Calls, createCalls } from './calls.ts'

/** How a client proves who it is, and how it signs out. */
export interface Credentials {
  readonly calls: Calls
  /** A token for a new socket, or to keep one alive: another one than `refused`, which a server did not take. */
  realtimeToken(refused?: string): Promise<RealtimeToken>
  signOut(): Promise<void>
}

/**
 * An access token is refreshed this long before it is over by the clock of this device, so that hardly any is refused on the way,
 * and not sooner than this after it came, so that a clock that is wrong does not refresh without end.
 */
const refreshAheadMs = 60_000

/**
 * A program: an access token, renewed with its refresh token in time, and whenever a server refuses it, since only the servers'
 * clocks count. `onTokens` hears each new pair, for keeping it.
 */
export function createTokenCredentials(url: string, first: Tokens, onTokens: (tokens: Tokens) => void = () => {}): Credentials {
  let tokens = first
  let receivedAt = Number.NEGATIVE_INFINITY
  let refused: string | undefined
  let refreshing: Promise<Tokens> | undefined
  const anonymous = createCalls(url)
  const refresh = async () => {
    tokens = await anonymous.auth.refresh.mutate({ refreshToken: tokens.refreshToken })
    receivedAt = Date.now()
    onTokens(tokens)
    return tokens
  }
  const isGood = () =>
    tokens.accessToken !== refused &&
    (Date.now() - receivedAt < refreshAheadMs || Date.parse(tokens.accessTokenExpiresAt) - Date.now() > refreshAheadMs)
  const fresh = async (): Promise<Tokens> => {
    if (isGood()) return tokens
    refreshing ??= refresh().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }
  const headers: CallHeaders = async () => ({ authorization: `Bearer ${(await fresh()).accessToken}` })
  const calls = createCalls(url, headers, () => {
    // While one is under way, what was refused is the one before it.
    if (!refreshing) refused = tokens.accessToken
    return true
  })
  return {
    calls,
    async realtimeToken(refusedToken) {
      refused = refusedToken ?? refused
      const { accessToken, accessTokenExpiresAt } = await fresh()
      return { token: accessToken, expiresAt: accessTokenExpiresAt }
    },
    async signOut() {
      await calls.auth.logout.mutate()
    },
  }
}
