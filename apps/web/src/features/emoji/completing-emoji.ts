/** A shortcode that is being written: where its colon stands, and what follows it. */
export interface EmojiQuery {
  start: number
  query: string
}

/** Two letters at least: `:)` and `10:30` shall open nothing. */
const begun = /(?:^|[\s(])(:([\p{L}\p{N}_+-]{2,}))$/u
const finished = /(?:^|[\s(])(:([\p{L}\p{N}_+-]{2,}):)$/u
const lookBack = 60

/** The shortcode that ends at the caret, without its second colon. */
export function emojiQuery(body: string, caret: number): EmojiQuery | undefined {
  return match(begun, body, caret)
}

/** The one that its second colon has just ended. */
export function finishedShortcode(body: string, caret: number): EmojiQuery | undefined {
  return match(finished, body, caret)
}

function match(pattern: RegExp, body: string, caret: number): EmojiQuery | undefined {
  const before = body.slice(Math.max(0, caret - lookBack), caret)
  const found = pattern.exec(before)
  const [, written, query] = found ?? []
  return written === undefined || query === undefined ? undefined : { start: caret - written.length, query: query.toLowerCase() }
}
