import { type User, usersAtOnceMax } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { atOnceMax, KnownPeople } from './known-people.ts'
import { person } from './test-factories.ts'

function start() {
  const asked: string[][] = []
  let answer = async (userIds: readonly string[]): Promise<User[]> => userIds.filter((id) => id !== 'nobody').map(person)
  let changes = 0
  const people = new KnownPeople({
    fetch: (userIds) => {
      asked.push([...userIds])
      return answer(userIds)
    },
    onChanged: () => changes++,
  })
  return {
    people,
    asked,
    changes: () => changes,
    refuse() {
      const before = answer
      answer = async () => {
        throw new Error('away')
      }
      return () => {
        answer = before
      }
    },
  }
}
/** All that is under way has ended. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('as many are asked for at once as the contract allows', () => {
  expect(atOnceMax).toBe(usersAtOnceMax)
})

test('all who are wanted in one turn are asked for together, once, and told', async () => {
  const { people, asked, changes } = start()
  for (const id of ['a', 'b', 'a', 'nobody']) people.want(id)
  await settle()
  expect(people.of('a')?.displayName).toBe('a')
  expect(people.of('nobody')).toBeUndefined()
  for (const id of ['a', 'nobody']) people.want(id)
  await settle()
  expect(asked).toEqual([['a', 'b', 'nobody']])
  expect(changes()).toBe(1)
})

test('who is wanted while others are asked for comes after them: nobody is asked for twice', async () => {
  const { people, asked } = start()
  people.want('a')
  await Promise.resolve()
  people.want('b')
  await settle()
  expect(asked).toEqual([['a'], ['b']])
})

test('more than one call may name are asked for in several', async () => {
  const { people, asked } = start()
  const ids = Array.from({ length: 250 }, (_, index) => `u${index}`)
  for (const id of ids) people.want(id)
  await settle()
  expect(asked.map((call) => call.length)).toEqual([100, 100, 50])
  expect(ids.every((id) => people.of(id))).toBe(true)
})

test('what could not be answered is asked for again when there is a connection', async () => {
  const { people, asked, refuse } = start()
  const allow = refuse()
  people.want('a')
  await settle()
  expect(people.of('a')).toBeUndefined()
  allow()
  people.resume()
  await settle()
  expect(people.of('a')).toBeDefined()
  expect(asked).toHaveLength(2)
})
