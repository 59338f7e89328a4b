import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'
import { dataFolder } from './data-folder.ts'

/** The newest mail to an address whose subject fits; waits until there is one. */
export async function mailTo(address: string, subject: RegExp): Promise<string> {
  const folder = path.join(dataFolder, 'mail')
  let found = ''
  await expect
    .poll(async () => {
      const files = (await readdir(folder).catch(() => [])).sort().reverse()
      for (const file of files) {
        const mail = await readFile(path.join(folder, file), 'utf8')
        if (!mail.includes(`To: ${address}\n`) || !subject.test(/^Subject: (.*)$/m.exec(mail)?.[1] ?? '')) continue
        found = mail
        return true
      }
      return false
    })
    .toBe(true)
  return found
}

/** The path and fragment of the link in a mail. */
export function linkIn(mail: string): string {
  const link = /^https?:\/\/[^/]+(\/\S+)$/m.exec(mail)?.[1]
  if (link === undefined) throw new Error(`There is no link in this mail:\n${mail}`)
  return link
}
