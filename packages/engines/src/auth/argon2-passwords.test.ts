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
