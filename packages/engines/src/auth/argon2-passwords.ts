import { randomBytes } from 'node:crypto'
import type { Passwords } from '@chatsphere/domain'
import { hash, verify } from '@node-rs/argon2'
import { loadWellKnownPasswords } from './well-known-passwords.ts'

/** argon2id (the library's default) with the memory and time that OWASP's cheat sheet names; computed in libuv's thread pool. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function createPasswords(): Passwords {
  const hashOfNobody = hash(randomBytes(32), cost)
  return {
    isWellKnown: async (password) => (await loadWellKnownPasswords()).has(password.toLowerCase()),
    hash: (password) => hash(password, cost),
    async verify(stored, password) {
      const matches = await verify(stored ?? (await hashOfNobody), password)
      return stored !== null && matches
    },
  }
}
