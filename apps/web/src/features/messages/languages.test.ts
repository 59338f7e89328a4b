import { expect, test } from 'vitest'
import { pickLanguage } from './languages.ts'

test.each([
  ['what was chosen, whatever the browser wants', 'ar', ['en-GB'], 'ar'],
  ['the first of the browser’s that there is', undefined, ['fr-FR', 'ar-EG', 'en'], 'ar'],
  ['as a header lists them', undefined, 'de;q=0.9, ar;q=0.8, en;q=0.7'.split(','), 'ar'],
  ['English where nothing fits', undefined, ['fr', 'de'], 'en'],
  ['English for a cookie that somebody made up', 'xx', [], 'en'],
])('%s', (_what, chosen, wanted, language) => {
  expect(pickLanguage(chosen, wanted)).toBe(language)
})
