const keptMax = 24

/** The list with this one first. Two colours of one emoji are two, as people choose them. */
export function moreRecent(recent: readonly string[], emoji: string): readonly string[] {
  return [emoji, ...recent.filter((used) => used !== emoji)].slice(0, keptMax)
}
