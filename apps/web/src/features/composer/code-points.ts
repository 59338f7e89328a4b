/** The server's limit of a message (contracts: bodyCodePointsMax; a test holds them together). */
export const messageCodePointsMax = 10_000
const counterShownFrom = 500

/** How many code points may still be written; null while that is nothing to think about. */
export function codePointsLeft(body: string): number | null {
  // A string never has more code points than units: below this there is nothing to count.
  if (body.length < messageCodePointsMax - counterShownFrom) return null
  let count = 0
  for (const _ of body) count++
  const left = messageCodePointsMax - count
  return left <= counterShownFrom ? left : null
}
