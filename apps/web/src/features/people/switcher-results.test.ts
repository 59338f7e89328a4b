import type { Conversation, User } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { matchingCommands, switcherResults } from './switcher-results.ts'

const user = (id: string, displayName: string, username: string) => ({ id, displayName, username }) as User
const withPeer = (peer: User) => ({ id: `c-${peer.id}`, name: peer.displayName, peer }) as Conversation
const tomas = user('1', 'Tomás Marín', 'tomas')
const marta = user('2', 'Marta Oliveira', 'marta')
const all = [withPeer(tomas), withPeer(marta)]
const nobody = { query: '', users: [] }
const names = (query: string, found: Parameters<typeof switcherResults>[2] = nobody) => {
  const { conversations, people } = switcherResults(query, all, found)
  return [conversations.map(({ name }) => name), people.map(({ displayName }) => displayName)]
}

test('conversations are found at once, without accents and case, the better match first', () => {
  expect(names('TOMAS')).toEqual([['Tomás Marín'], []])
  expect(names('mar')).toEqual([['Marta Oliveira', 'Tomás Marín'], []])
  expect(names('@marta')).toEqual([['Marta Oliveira'], []])
  expect(names(' ')).toEqual([[], []])
})

test('people from the server follow, and nobody is there twice', () => {
  const users = [marta, user('3', 'Marek Novak', 'mn')]
  expect(names('mar', { query: 'mar', users })).toEqual([['Marta Oliveira', 'Tomás Marín'], ['Marek Novak']])
})

test('an answer to an older query shows only who fits the new one', () => {
  const users = [user('3', 'Marek Novak', 'mn'), user('4', 'Maria Silva', 'ms')]
  expect(names('mari', { query: 'mar', users })[1]).toEqual(['Maria Silva'])
})

test('commands are found by the beginnings of their words', () => {
  const commands = [{ label: 'Settings: Devices' }, { label: 'Set a status' }, { label: 'Keyboard shortcuts' }]
  const labels = (query: string) => matchingCommands(query, commands).map(({ label }) => label)
  expect(labels('set')).toEqual(['Settings: Devices', 'Set a status'])
  expect(labels('set dev')).toEqual(['Settings: Devices'])
  expect(labels('SHORT')).toEqual(['Keyboard shortcuts'])
  expect(labels('hort')).toEqual([])
  expect(labels(' ')).toEqual([])
})
