import { settleDueSignOut } from './due-sign-out.ts'

/**
 * Trades a one-time ticket for the session cookie, at next-auth's credentials callback. Its own client would bring
 * session polling and a context that nothing here needs.
 */
export async function startSession(ticket: string): Promise<boolean> {
  const csrf = await fetch('/api/auth/csrf', { cache: 'no-store' })
  if (!csrf.ok) return false
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await fetch('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, ticket, json: 'true', callbackUrl: window.location.origin }),
  })
  if (answer.ok) settleDueSignOut()
  return answer.ok
}

/** Only a path of this app: a link must not send a person who has just signed in to another site. */
export function landingPath(wish: string | null | undefined): string {
  const known = /^\/(?:chat(?:\/[\w-]+(?:\?m=[\w-]+)?)?|settings(?:\/[\w-]+)?|admin|join\/[\w-]+)$/
  return typeof wish === 'string' && known.test(wish) ? wish : '/chat'
}
