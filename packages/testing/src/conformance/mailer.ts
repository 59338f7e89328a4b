import type { Mail, Mailer } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'

/** What every mailer does. `arrived` answers what the mailbox of an address holds, in whatever order; `createBroken` one that cannot send. */
export function mailerConformance(options: {
  create(): Mailer
  createBroken(): Mailer
  arrived(to: string): Promise<{ subject: string; content: string }[]>
}): void {
  const newMail = (mail: Partial<Mail> = {}): Mail => ({
    to: `${uuidv7()}@example.org`,
    subject: 'Confirm your address',
    text: 'Here is the link:\n\nhttps://chat.example.org/verify#token\n',
    ...mail,
  })

  test('a mail that was taken over arrives, with its subject and its text as they were', async () => {
    const mail = newMail({ subject: 'Grüße 漢字 …', text: 'Two lines,\nthen: äöü 漢 😀 https://x.example/#a_b-c\n' })
    await options.create().send(mail)
    const [arrived, ...more] = await options.arrived(mail.to)
    expect(more).toEqual([])
    expect(arrived?.subject).toBe(mail.subject)
    expect(arrived?.content).toContain(mail.text)
  })

  test('HTML comes besides the text', async () => {
    const mail = newMail({ html: '<p>Here is the link</p>' })
    await options.create().send(mail)
    const [arrived] = await options.arrived(mail.to)
    expect(arrived?.content).toContain(mail.text)
    expect(arrived?.content).toContain(mail.html)
  })

  test('the same mail many times at one moment arrives as often', async () => {
    const mail = newMail()
    const mailer = options.create()
    await Promise.all(Array.from({ length: 20 }, () => mailer.send(mail)))
    expect(await options.arrived(mail.to)).toHaveLength(20)
  })

  test.each([
    ['a subject', { subject: 'Hello\r\nBcc: everybody@example.org' }],
    ['an address', { to: 'somebody@example.org\nBcc: everybody@example.org' }],
  ])('%s of more than one line is refused: it would be a header of its own', async (_what, part) => {
    const mail = newMail(part)
    await expect(options.create().send(mail)).rejects.toThrow('one line')
    expect(await options.arrived(mail.to)).toEqual([])
  })

  test('what cannot be sent is told', async () => {
    await expect(options.createBroken().send(newMail())).rejects.toThrow()
  })
}
