import { emoji as reaction } from '@chatsphere/contracts'
import data from 'emojibase-data/en/compact.json' with { type: 'json' }
import shortcodes from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { emojiIndex, withTone } from './emoji-index.ts'
import { searchEmoji } from './search-emoji.ts'

const { all, byShortcode } = emojiIndex(data, shortcodes)
const found = (query: string, recent: string[] = []) => searchEmoji(all, query, recent, 8).map(({ emoji }) => emoji)

test('a shortcode comes first, then what begins like it, then what is about it', () => {
  expect(found('wave')[0]).toBe('👋')
  expect(found('thumbs up')[0]).toBe('👍')
  expect(found('+1')[0]).toBe('👍')
  expect(found('tad')).toContain('🎉')
  expect(found('ocean')[0]).toBe('🌊')
  expect(searchEmoji(all, 'celebrat', [], 30).map(({ emoji }) => emoji)).toContain('🎉')
})

test('of equals what was used before comes first', () => {
  const [first, second = ''] = found('heart')
  expect(first).not.toBe(second)
  const usable = found('hear')
  const last = usable.at(-1) ?? ''
  expect(found('hear', [last])[0]).toBe(last)
})

test('every one may be a reaction, in every colour', () => {
  const refused = all.flatMap(({ emoji, tones }) => [emoji, ...tones]).filter((emoji) => !reaction.safeParse(emoji).success)
  expect(refused).toEqual([])
})

test('nothing is found for nothing, and for nonsense', () => {
  expect(found('')).toEqual([])
  expect(found('  ')).toEqual([])
  expect(found('xyzzyx')).toEqual([])
})

test('every emoji has a group that is shown, and only those with one colour for each tone have tones', () => {
  expect(all.length).toBeGreaterThan(1_800)
  const wave = byShortcode.get('wave')
  expect(wave?.tones).toEqual(['👋🏻', '👋🏼', '👋🏽', '👋🏾', '👋🏿'])
  expect(withTone(wave ?? { emoji: '', tones: [] }, 3)).toBe('👋🏽')
  expect(withTone(wave ?? { emoji: '', tones: [] }, 0)).toBe('👋')
  expect(withTone({ emoji: '🌊', tones: [] }, 3)).toBe('🌊')
  expect(byShortcode.get('people_holding_hands')?.tones ?? []).toEqual([])
})
