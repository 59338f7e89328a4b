import { expect, test } from 'vitest'
import { createPasswords } from './argon2-passwords.ts'

test.each([
  ['password1', true],
  ['PassWord1', true],
  ['qwertyuiop', true],
  ['12345678', true],
  ['correct horse battery', false],
])('whether %s is tried first by whoever guesses: %s', async (password, expected) => {
  expect(await createPasswords().isWellKnown(password)).toBe(expected)
})

test('a password that is being hashed leaves the event loop free', async () => {
  const passwords = createPasswords()
  let turns = 0
  const ticking = setInterval(() => {
    turns += 1
  }, 1)
  const began = performance.now()
  await Promise.all(Array.from({ length: 8 }, () => passwords.hash('a password')))
  const tookMs = performance.now() - began
  clearInterval(ticking)
  expect(tookMs).toBeGreaterThan(10)
  expect(turns).toBeGreaterThan(tookMs / 20)
})

test('an account that is not there costs as much as a wrong password, and is never let in', async () => {
  const passwords = createPasswords()
  const stored = await passwords.hash('a password')
  const quickest = async (hash: string | null) => {
    const times: number[] = []
    for (let count = 0; count < 8; count++) {
      const began = performance.now()
      expect(await passwords.verify(hash, 'another password')).toBe(false)
      times.push(performance.now() - began)
    }
    return Math.min(...times)
  }
  // The first answer makes the hash of nobody.
  await passwords.verify(null, 'another password')
  const [nobody, somebody] = [await quickest(null), await quickest(stored)]
  expect(nobody / somebody).toBeGreaterThan(0.6)
  expect(nobody / somebody).toBeLessThan(1.7)
})
