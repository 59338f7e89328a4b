const allowed = new Set(['http:', 'https:', 'mailto:'])

/**
 * The address that a link may open, as the URL parser writes it; null for any other. Stops `javascript:` and its kin however they are
 * spelt, and addresses that show one host and open another.
 */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (!allowed.has(url.protocol)) return null
  if (url.protocol === 'mailto:') return url.href
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null
}
