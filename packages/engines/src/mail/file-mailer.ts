import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mail, Mailer } from '@chatsphere/domain'

/** What may be told of a mail in a log: not its text, whose links let whoever reads them in. */
export interface WrittenMail {
  readonly to: string
  readonly subject: string
  readonly file: string
}

/**
 * Puts each mail into a file of its own in `folder`, readable by its owner alone, and tells of it. A file is there whole or not at all.
 * For one machine, where whoever runs the server reads the mails.
 */
export function createFileMailer(options: { folder: string; onWritten: (mail: WrittenMail) => void }): Mailer {
  return {
    async send(mail) {
      assertOneLine('address', mail.to)
      assertOneLine('subject', mail.subject)
      const at = new Date()
      const name = `${fileNamePart(at.toISOString())}-${fileNamePart(mail.to)}-${fileNamePart(mail.subject)}`
      // Two mails of one moment have different ends.
      const file = join(options.folder, `${name}-${randomBytes(4).toString('hex')}.eml`)
      await mkdir(options.folder, { recursive: true, mode: 0o700 })
      const unfinished = `${file}.unfinished`
      await writeFile(unfinished, messageOf(mail, at), { mode: 0o600 })
      await rename(unfinished, file)
      options.onWritten({ to: mail.to, subject: mail.subject, file })
    },
  }
}

/** Stops a mail from having headers that whoever chose its address or subject wrote. */
function assertOneLine(what: string, text: string): void {
  if (/[\r\n\0]/.test(text)) throw new Error(`The ${what} of a mail must be one line`)
}

/** Nothing in it can lead out of the folder. */
function fileNamePart(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9@+_.]+/g, '-')
  return plain.replace(/^[-.]+|[-.]+$/g, '').slice(0, 64)
}

/** As mail programs show it; the parts one after the other, since it is for people to read. */
function messageOf(mail: Mail, at: Date): string {
  const head = `Date: ${at.toUTCString()}\nTo: ${mail.to}\nSubject: ${mail.subject}\nContent-Type: text/plain; charset=utf-8\n`
  return `${head}\n${mail.text}${mail.html === undefined ? '' : `\n\n${mail.html}\n`}`
}
