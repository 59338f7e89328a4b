import { avatarColourCount } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { avatarColour, avatarColours, initials } from './avatar-face.ts'

test('initials are those of the first and the last word', () => {
  expect(initials('Tomás Marín')).toBe('TM')
  expect(initials('  ada   b.  lovelace ')).toBe('AL')
  expect(initials('Noor')).toBe('N')
  expect(initials('')).toBe('')
})

test('a letter made of several code points is not cut', () => {
  expect(initials('👩‍🚀 Ng')).toBe('👩‍🚀N')
})

test('a colour is stable', () => {
  expect(avatarColour('a')).toBe(avatarColour('a'))
  expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'].map(avatarColour)).size).toBeGreaterThan(3)
})

test.each(avatarColours)('white on %s can be read', (colour) => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  expect(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)).toBeGreaterThanOrEqual(4.5)
})

test('a colour that was chosen comes before the one of the id, and there are as many as the server takes', () => {
  expect(avatarColour('ada', 3)).toBe(avatarColours[3])
  expect(avatarColour('ada', null)).toBe(avatarColour('ada'))
  expect(avatarColours.length).toBe(avatarColourCount)
})
