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

/** Punctuation at the end belongs to the sentence, as does a bracket that was opened before the link. */
function withoutTail(text: string): string {
  let length = text.length
  while (length > 0) {
    const last = text[length - 1] ?? ''
    if (/[.,;:!?…*_~]/.test(last)) length--
    else if (last === ')' && count(text, ')', length) > count(text, '(', length)) length--
    else if (last === ']' && count(text, ']', length) > count(text, '[', length)) length--
    else break
  }
  return text.slice(0, length)
}

function count(text: string, sign: string, length: number): number {
  let found = 0
  for (let index = 0; index < length; index++) if (text[index] === sign) found++
  return found
}
