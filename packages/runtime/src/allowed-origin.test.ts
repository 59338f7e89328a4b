import { describe, expect, test } from 'vitest'
import { isAllowedOrigin } from './allowed-origin.ts'

describe('with a configured address', () => {
  const config = { publicUrl: 'https://chat.example.org', localOrigins: null }
  test.each([
    ['https://chat.example.org', true],
    ['http://chat.example.org', false],
    ['https://chat.example.org.evil.example', false],
    ['https://evil.example', false],
    ['null', false],
  ])('%s: %s', (origin, allowed) => {
    expect(isAllowedOrigin(origin, 'evil.example', config)).toBe(allowed)
  })
})

describe('without one', () => {
  const config = { publicUrl: 'http://localhost:3000', localOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000'] }
  test.each([
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://127.0.0.1:3000', 'localhost:3000', true],
    ['http://192.168.1.5:3000', '192.168.1.5:3000', true],
    ['http://192.168.1.5:8080', '192.168.1.5:3000', false],
    ['http://evil.example', '192.168.1.5:3000', false],
    ['not a url', undefined, false],
  ])('%s at %s: %s', (origin, host, allowed) => {
    expect(isAllowedOrigin(origin, host, config)).toBe(allowed)
  })
})
