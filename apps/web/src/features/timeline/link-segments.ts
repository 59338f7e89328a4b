export type Segment = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const candidate = /https?:\/\/[^\s<>"'`]+/gi

/**
 * Cuts a text into plain parts and links. Only http and https become links, and `href` is what the URL parser wrote,
 * never the text itself: `javascript:` and its kin stay text. Joined, the parts are the text.
 */
export function linkSegments(body: string): Segment[] {
  const segments: Segment[] = []
  let end = 0
  for (const match of body.matchAll(candidate)) {
    const shown = withoutTail(match[0])
    const href = safeHref(shown)
    if (href === null) continue
    if (match.index > end) segments.push({ kind: 'text', text: body.slice(end, match.index) })
    segments.push({ kind: 'link', text: shown, href })
    end = match.index + shown.length
  }
  if (end < body.length) segments.push({ kind: 'text', text: body.slice(end) })
  return segments
}

function safeHref(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  // `https://bank.example@evil.example` shows one host and opens another.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

const opening: Readonly<Record<string, string>> = { ')': '(', ']': '[' }

/**
 * Punctuation at the end belongs to the sentence, as does a bracket that was opened before the link. The brackets are counted once, whatever
 * is cut off: stops a message that is all brackets from keeping every reader's page busy.
 */
function withoutTail(text: string): string {
  const counts = new Map<string, number>()
  for (const sign of text) if ('()[]'.includes(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  const countOf = (sign: string) => counts.get(sign) ?? 0
  let length = text.length
  while (length > 0) {
    const last = text[length - 1] ?? ''
    const opener = opening[last]
    if (opener !== undefined && countOf(last) > countOf(opener)) counts.set(last, countOf(last) - 1)
    else if (!/[.,;:!?…*_~]/.test(last)) break
    length--
  }
  return text.slice(0, length)
}
