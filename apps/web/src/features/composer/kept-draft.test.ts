import { expect, test } from 'vitest'
import { type KeptDraft, keepsAdopted, parseKeptDraft } from './kept-draft.ts'

const at = (second: number) => new Date(second * 1000).toISOString()
const kept = (over: Partial<KeptDraft> = {}): KeptDraft => ({
  body: 'here',
  replyTo: null,
  unsaved: false,
  savedAt: at(5),
  ...over,
})
const told = (second: number) => ({ body: 'there', replyTo: null, savedAt: at(second) })

test('what is not saved yet stays, whatever the server tells', () => {
  expect(keepsAdopted(kept({ unsaved: true }), told(9))).toBe(true)
  expect(keepsAdopted(kept({ unsaved: true, savedAt: null }), null)).toBe(true)
})

test('what is saved gives way to what another device saved later, and to its having gone', () => {
  expect(keepsAdopted(kept(), told(6))).toBe(false)
  expect(keepsAdopted(kept(), null)).toBe(false)
  expect(keepsAdopted(undefined, told(1))).toBe(false)
  expect(keepsAdopted(kept({ savedAt: null }), told(1))).toBe(false)
})

test('a summary of an earlier time changes nothing', () => {
  expect(keepsAdopted(kept(), told(4))).toBe(true)
})

test('what the storage has comes back, and what is no draft is a text of an earlier version', () => {
  const draft = kept({ replyTo: 'm1', unsaved: true })
  expect(parseKeptDraft(JSON.stringify(draft))).toEqual(draft)
  expect(parseKeptDraft(null)).toBeUndefined()
  for (const text of ['not finished', '12', 'null', '{"a":1}', '{']) {
    expect(parseKeptDraft(text)).toEqual({ body: text, replyTo: null, unsaved: true, savedAt: null })
  }
})
