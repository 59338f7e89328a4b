import type { CompactEmoji } from 'emojibase'

/** One emoji, with all by which it is found. */
export interface Emoji {
  emoji: string
  label: string
  shortcodes: readonly string[]
  tags: readonly string[]
  /** The order of `emojiGroups`. */
  group: number
  /** From light to dark; empty where there is one colour only. */
  tones: readonly string[]
}

/** The groups that are shown, by their number in the data. What is missing are parts of emoji. */
export const emojiGroups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const
export type EmojiGroup = (typeof emojiGroups)[number]

export interface EmojiIndex {
  all: readonly Emoji[]
  byShortcode: ReadonlyMap<string, Emoji>
}

const singleTones = 5

export function emojiIndex(
  data: readonly CompactEmoji[],
  shortcodes: Readonly<Record<string, string | readonly string[]>>,
): EmojiIndex {
  const all = data
    .filter(({ group }) => group !== undefined && emojiGroups.some((shown) => shown === group))
    .map(({ unicode, label, hexcode, tags = [], group = 0, skins = [] }) => ({
      emoji: interchangeable(unicode),
      label,
      shortcodes: [shortcodes[hexcode] ?? []].flat(),
      tags,
      group,
      // Pairs of people have one for each pair of colours.
      tones: skins.length === singleTones ? skins.map((skin) => skin.unicode) : [],
    }))
  const byShortcode = new Map(all.flatMap((emoji) => emoji.shortcodes.map((code) => [code, emoji] as const)))
  return { all, byShortcode }
}

/**
 * The data ends some emoji with a selector that they do not need, and Unicode recommends them without; the server takes one form only,
 * so that two people's 👍 are two of the same.
 */
function interchangeable(unicode: string): string {
  return /^\p{Emoji_Presentation}\ufe0f$/u.test(unicode) ? unicode.slice(0, -1) : unicode
}

/** The emoji in the chosen colour of skin: 0 is the yellow one, then from light to dark. */
export function withTone({ emoji, tones }: Pick<Emoji, 'emoji' | 'tones'>, tone: number): string {
  return tones[tone - 1] ?? emoji
}
