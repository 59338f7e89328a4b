import { expect, test } from 'vitest'
import { completeLock } from './complete-lock.ts'

const lock = {
  packages: {
    '': {},
    'node_modules/fast': {
      version: '1.0.0',
      dev: true,
      license: 'MIT',
      optionalDependencies: {
        '@fast/linux-x64-musl': '1.0.0',
        '@fast/darwin-arm64': '^1.0.0',
        '@fast/windows': '1.0.0',
        '@fast/extra': '1.0.0',
      },
    },
    'node_modules/fast/node_modules/@fast/windows': { version: '1.0.0' },
  },
}

test('adds what is missing with its platform, leaves what is there, and names what it cannot tell', () => {
  const { completed, added, unknown } = completeLock(lock)
  expect(added).toEqual(['@fast/linux-x64-musl', '@fast/darwin-arm64'])
  expect(unknown).toEqual(['@fast/extra'])
  expect(completed.packages['node_modules/@fast/linux-x64-musl']).toEqual({
    version: '1.0.0',
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
    dev: true,
    license: 'MIT',
    optional: true,
  })
  expect(completeLock(completed).added).toEqual([])
})
