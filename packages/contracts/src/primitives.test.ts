import { describe, expect, test } from 'vitest'
import { email, filledMessageBody, messageId, moment, username, uuid } from './primitives.ts'

describe('a message body', () => {
  test.each([
    ['kept as it is, spaces and all', '  two  \n spaces ', true],
    ['10,000 characters outside the basic plane', '😀'.repeat(10_000), true],
    ['one more', '😀'.repeat(10_001), false],
    ['blank', ' \n\t ', false],
    ['NUL', 'a\0b', false],
    ['half a surrogate pair, which UTF-8 cannot carry', 'a\ud800b', false],
  ])('%s', (_name, body, accepted) => {
    const parsed = filledMessageBody.safeParse(body)
    expect(parsed.success).toBe(accepted)
    if (parsed.success) expect(parsed.data).toBe(body)
  })
})

describe('ids', () => {
  test('come in lower case, whatever case they were sent in', () => {
    expect(uuid.parse('0193F2E8-7B1C-7000-8000-00000000000A')).toBe('0193f2e8-7b1c-7000-8000-00000000000a')
    expect(messageId.parse('0193F2E8-7B1C-7000-8000-00000000000A')).toBe('0193f2e8-7b1c-7000-8000-00000000000a')
  })

  test('a message id must be a UUIDv7', () => {
    expect(messageId.safeParse('0193f2e8-7b1c-4000-8000-00000000000a').success).toBe(false)
  })
})

describe('names', () => {
  test.each([
    ['Ada.Lovelace', 'ada.lovelace'],
    [' bob ', 'bob'],
  ])('%s becomes %s', (given, kept) => {
    expect(username.parse(given)).toBe(kept)
  })
  test.each(['a', '.ada', 'ada-', 'a da', 'ädä', 'x'.repeat(33), 'a@b', 'deleted-1'])('%s is no username', (given) => {
    expect(username.safeParse(given).success).toBe(false)
  })
  test('an address is trimmed and in lower case', () => {
    expect(email.parse(' Ada@Example.ORG ')).toBe('ada@example.org')
    expect(email.safeParse('no address').success).toBe(false)
  })
})

test.each([
  ['2026-11-25T12:00:00.123Z', true],
  ['2026-11-25T12:00:00Z', true],
  ['0000-01-01T00:00:00Z', false],
  ['1969-12-31T23:59:59Z', false],
  ['2026-11-25T12:00:00', false],
  ['2026-11-25T12:00:00+02:00', false],
  [`2026-11-25T12:00:00.${'0'.repeat(300)}Z`, false],
])('%s is a moment: %s', (text, isMoment) => {
  expect(moment.safeParse(text).success).toBe(isMoment)
})
