import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecrets, findSecrets } from './secrets.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatsphere-secrets-'))
  file = join(folder, 'secrets.json')
})
afterEach(() => rm(folder, { recursive: true }))

test('what was made is found again, and only its owner can read it', async () => {
  const made = await createSecrets(file)
  expect(await findSecrets(file)).toEqual(made)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['secrets.json'])
})

test('no file is no problem', async () => {
  expect(await findSecrets(file)).toBeNull()
})

test.each(['', '{ "authSecret": ', '[]', '{"authSecret":"a"}'])(
  'a damaged file (%j) is told and left as it is',
  async (content) => {
    await writeFile(file, content)
    await expect(findSecrets(file)).rejects.toThrow(/is damaged/)
    expect(await readFile(file, 'utf8')).toBe(content)
  },
)

test('a file that a killed start left half-written does not stand in the way', async () => {
  await writeFile(`${file}.unfinished`, '{')
  await createSecrets(file)
  expect(await findSecrets(file)).not.toBeNull()
})
