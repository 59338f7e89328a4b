import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mailerConformance } from '@chatsphere/testing/conformance'
import { afterAll, expect, test } from 'vitest'
import { createFileMailer, type WrittenMail } from './file-mailer.ts'

const root = mkdtempSync(join(tmpdir(), 'chatsphere-mail-'))
afterAll(() => rmSync(root, { recursive: true }))

const folder = join(root, 'made', 'by the mailer')
const written: WrittenMail[] = []
const create = () => createFileMailer({ folder, onWritten: (mail) => written.push(mail) })

async function arrived(to: string) {
  const files = (await readdir(folder)).filter((name) => name.includes(to))
  return Promise.all(
    files.map(async (name) => {
      const content = await readFile(join(folder, name), 'utf8')
      return { subject: /^Subject: (.*)$/m.exec(content)?.[1] ?? '', content }
    }),
  )
}

mailerConformance({
  create,
  createBroken() {
    const file = join(root, 'a file')
    writeFileSync(file, '')
    return createFileMailer({ folder: file, onWritten: () => expect.fail('nothing was written') })
  },
  arrived,
})

test('the file is named by time, recipient and subject, and nobody else may read it; what is told has no link', async () => {
  await create().send({ to: '../ada@example.org', subject: 'Choose a / new password', text: 'https://x.example/reset#secret' })
  const [mail] = written.slice(-1)
  expect(mail?.file.slice(folder.length + 1)).toMatch(
    /^\d{4}-\d{2}-\d{2}t[\d.-]+z-ada@example\.org-choose-a-new-password-[0-9a-f]{8}\.eml$/,
  )
  expect((await stat(mail?.file ?? '')).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect(JSON.stringify(written)).not.toContain('secret')
  expect((await readdir(folder)).filter((name) => !name.endsWith('.eml'))).toEqual([])
})
