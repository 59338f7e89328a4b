import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig, readEnvironment } from './environment.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'chatsphere-environment-'))
})
afterEach(() => rm(root, { recursive: true }))

test('the environment wins over .env', async () => {
  await writeFile(join(root, '.env'), 'PORT=4000\nHOST=127.0.0.1\n')
  const { env, problems } = await readEnvironment(root, { PORT: '5000' })
  expect(problems).toEqual([])
  expect(env).toMatchObject({ PORT: '5000', HOST: '127.0.0.1' })
})

test('without .env the environment is all there is', async () => {
  expect(await readEnvironment(root, { PORT: '5000' })).toEqual({ env: { PORT: '5000' }, problems: [] })
})

test('wrong variables leave the ports of the right ones to be looked at', () => {
  const { config, problems } = readConfig({
    DATABASE_URL: 'postgresql://a@127.0.0.1/a',
    AUTH_SECRET: 'x'.repeat(40),
    PORT: 'abc',
    REALTIME_PORT: '4101',
  })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^PORT /)
  expect(config?.ports.realtime).toBe(4101)
})
