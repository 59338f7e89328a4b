import { expect, test } from 'vitest'
import { isEmojiOnly } from './emoji-only.ts'

test.each(['🌊', '👍🏽', '🚐🚐', '🙏 🙏 🙏', '👨‍👩‍👧‍👦', '🇵🇹', '❤️', '1️⃣'])('%s is large', (body) => {
  expect(isEmojiOnly(body)).toBe(true)
})

test.each(['', ' ', 'ok', '🌊 ok', '🌊🌊🌊🌊', '12', '©', '#', '👍.'])('%s is not', (body) => {
  expect(isEmojiOnly(body)).toBe(false)
})
