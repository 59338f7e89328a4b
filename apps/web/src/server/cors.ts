import type { IncomingMessage } from 'node:http'

/**
 * What a browser is told when a page of another origin calls: one that is named in the configuration may, with a token in its hand. It is never
 * allowed to send the cookie along, so that nobody's session is lent to another site. Anything but calls is closed to all of them.
 */
export function corsHeadersOf(
  { headers: { origin }, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>,
  origins: readonly string[],
): Record<string, string> {
  if (origins.length === 0 || !url.startsWith('/api/trpc/')) return {}
  const vary = { vary: 'origin' }
  if (origin === undefined || !origins.includes(origin)) return vary
  return { ...vary, 'access-control-allow-origin': origin, 'access-control-expose-headers': 'x-request-id' }
}

/** The answer to the question that a browser asks before such a call; undefined for anything else. */
export function preflightHeadersOf({
  headers,
  method,
}: Pick<IncomingMessage, 'headers' | 'method'>): Record<string, string> | undefined {
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return undefined
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  }
}
