import { describe, expect, test } from 'vitest'
import { capabilitiesOf, lowestRole, mayGiveRole, permissionNames, roles, withoutUsual } from './permissions.ts'

const of = (over: Partial<Parameters<typeof capabilitiesOf>[0]> = {}) =>
  capabilitiesOf({ kind: 'group', role: 'member', ...over })

test('a higher role may all that a lower one may, whatever a group has chosen', () => {
  for (const name of permissionNames)
    for (const chosen of [undefined, ...roles])
      for (const [index, role] of roles.slice(1).entries()) {
        const permissions = chosen && { [name]: chosen }
        const higher = roles[index] ?? 'owner'
        expect(of({ role: higher, permissions })).toEqual(expect.arrayContaining(of({ role, permissions })))
      }
})

test('a group’s own choice counts instead of the usual, for what it names alone', () => {
  const permissions = { post: 'moderator', pin: 'guest' } as const
  expect(of({ permissions })).not.toContain('post')
  expect(of({ role: 'moderator', permissions })).toContain('post')
  expect(of({ role: 'guest', permissions })).toEqual(['react', 'leave', 'pin'])
  expect(lowestRole('add_members', permissions)).toBe('member')
})

describe('who is silenced, and what is archived', () => {
  test('a silenced member may leave and nothing else', () => {
    expect(of({ role: 'admin', silenced: true })).toEqual(['leave'])
  })

  test('in an archive nobody writes, and an owner may open it again', () => {
    expect(of({ role: 'admin', archived: true })).toEqual(['leave'])
    expect(of({ role: 'owner', archived: true })).toEqual(['leave', 'govern', 'transfer'])
  })

  test('neither is known in a direct conversation', () => {
    expect(of({ kind: 'direct', silenced: true, archived: true, permissions: { post: 'owner' } })).toEqual([
      'post',
      'react',
      'pin',
    ])
  })
})

test('what is as usual is not kept', () => {
  expect(withoutUsual({ post: 'guest', pin: 'admin' })).toEqual({ pin: 'admin' })
})

test('nobody but owners gives a role as high as their own', () => {
  expect(mayGiveRole('admin', 'member', 'admin')).toBe(false)
  expect(mayGiveRole('admin', 'member', 'moderator')).toBe(true)
  expect(mayGiveRole('owner', 'owner', 'guest')).toBe(true)
})
