import type { Credentials } from './credentials.ts'
import { fetchRealtimeToken, lateCalls } from './late-calls.ts'

/** Not part of what a page loads first. */
const loadCalls = async (url: string) => (await import('./calls.ts')).createCalls(url)

/** A browser page: the session cookie goes along with each call. */
export function createCookieCredentials(url: string): Credentials {
  let loading: ReturnType<typeof loadCalls> | undefined
  const calls = lateCalls(() => {
    loading ??= loadCalls(url)
    // Without a connection it may not be there yet.
    loading.catch(() => {
      loading = undefined
    })
    return loading
  })
  return {
    calls,
    realtimeToken: () => fetchRealtimeToken(url),
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
