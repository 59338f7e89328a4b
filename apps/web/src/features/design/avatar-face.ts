/** White text on each of these has a contrast of at least 4.5 : 1. */
export const avatarColours = [
  '#3f6fb5',
  '#a3562d',
  '#6c56a8',
  '#277a6b',
  '#a8446f',
  '#657428',
  '#28758f',
  '#8b4a99',
  '#b04539',
  '#55697c',
] as const

/** The same person has the same colour on every screen and device: what they have `chosen`, else one that the id gives. */
export function avatarColour(id: string, chosen?: number | null): string {
  const own = typeof chosen === 'number' ? avatarColours[chosen] : undefined
  if (own !== undefined) return own
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  // Mixed once more: ids that differ in few letters shall not share their last bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash ^= hash >>> 13
  return avatarColours[(hash >>> 0) % avatarColours.length] ?? avatarColours[0]
}

/** First letters of the first and the last word, by grapheme so that no letter is cut in half. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  return chosen
    .map((word) => firstGrapheme(word ?? ''))
    .join('')
    .toLocaleUpperCase()
}

function firstGrapheme(word: string): string {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment
  return ''
}
