const shownFromMax = 500

/** How many code points of `max` may still be written; null while that is nothing to think about. */
export function codePointsLeft(body: string, max: number): number | null {
  const shownFrom = Math.min(shownFromMax, max / 5)
  // A string never has more code points than units: below this there is nothing to count.
  if (body.length < max - shownFrom) return null
  let count = 0
  for (const _ of body) count++
  const left = max - count
  return left <= shownFrom ? left : null
}
