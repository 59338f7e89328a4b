import type { Emoji } from './emoji-index.ts'

/**
 * What fits the query, the best first: what begins with it before what has it as a word of its name, before what is only about it; of
 * equals, what was used before.
 */
export function searchEmoji(all: readonly Emoji[], query: string, recent: readonly string[], limit: number): Emoji[] {
  const wanted = query
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  if (wanted === '') return []
  return all
    .map((emoji, order) => ({ emoji, order, rank: rankOf(emoji, wanted), used: usedAt(emoji, recent) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0) || one.used - other.used || one.order - other.order)
    .slice(0, limit)
    .map(({ emoji }) => emoji)
}

function rankOf({ shortcodes, label, tags }: Emoji, wanted: string): number | undefined {
  if (shortcodes.includes(wanted)) return 0
  if (shortcodes.some((code) => code.startsWith(wanted))) return 1
  const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  if (words.join('_').startsWith(wanted)) return 1
  if ([...words, ...shortcodes.flatMap((code) => code.split('_'))].some((word) => word.startsWith(wanted))) return 2
  if (tags.some((tag) => tag.startsWith(wanted))) return 3
  return undefined
}

function usedAt({ emoji, tones }: Emoji, recent: readonly string[]): number {
  const at = recent.findIndex((used) => used === emoji || tones.includes(used))
  return at === -1 ? recent.length : at
}
