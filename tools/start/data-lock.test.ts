import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireDataLock } from './data-lock.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatsphere-lock-'))
  file = join(folder, 'start.lock')
})
afterEach(() => rm(folder, { recursive: true }))

const web = { name: 'web', pid: 4_000_001, birth: 'then' }

test('a second launcher is told who holds the folder, and leaves the lock alone', async () => {
  const lock = await acquireDataLock(file, 'http://localhost:3000')
  await lock.note([web])
  await expect(acquireDataLock(file, 'other')).rejects.toThrow(`process ${process.pid}, http://localhost:3000`)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ processes: [web] })
  await lock.release()
  expect(await readdir(folder)).toEqual([])
})

test('a lock whose process id belongs to another program now is stale, and its processes are handed over', async () => {
  const stale = { launcher: { name: 'launcher', pid: process.pid, birth: 'another boot' }, address: 'x', processes: [web] }
  await writeFile(file, JSON.stringify(stale))
  const lock = await acquireDataLock(file, 'http://localhost:3000')
  expect(lock.leftovers).toEqual([web])
})

test('a lock that was cut off protects nobody', async () => {
  await writeFile(file, '{"launcher":')
  expect((await acquireDataLock(file, 'x')).leftovers).toEqual([])
})

test('of many launchers at one moment exactly one gets a stale lock', async () => {
  await writeFile(file, '')
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => acquireDataLock(file, 'x')))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
})
