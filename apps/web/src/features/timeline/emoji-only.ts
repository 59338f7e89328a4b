const fewest = 1
const most = 3

/** Whether a body is nothing but one to three emoji: a sign rather than a sentence, and shown larger. */
export function isEmojiOnly(body: string): boolean {
  const signs = body.replace(/\s/g, '')
  // Three families with skin tones have some thirty units each; nothing longer needs a look.
  if (signs === '' || signs.length > 100) return false
  const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(signs)]
  return parts.length >= fewest && parts.length <= most && parts.every(({ segment }) => isEmoji(segment))
}

/** Digits, © and ™ may be drawn as emoji too, but are text unless a variation selector says otherwise. */
function isEmoji(grapheme: string): boolean {
  return /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(grapheme)
}
