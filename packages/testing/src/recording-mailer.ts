import type { Mail, Mailer } from '@chatsphere/domain'

/** Keeps what would have been sent. */
export class RecordingMailer implements Mailer {
  readonly sent: Mail[] = []

  async send(mail: Mail): Promise<void> {
    this.sent.push(mail)
  }

  /** What an address was told, in order. */
  subjectsTo(address: string): string[] {
    return this.sent.filter(({ to }) => to === address).map(({ subject }) => subject)
  }

  /** The token of the last link to `/<page>` that an address was sent. Throws if there is none. */
  tokenFor(address: string, page: 'verify' | 'reset'): string {
    const texts = this.sent.filter(({ to }) => to === address).map(({ text }) => text)
    const tokens = texts.flatMap((text) => new RegExp(`/${page}#(\\S+)`).exec(text)?.[1] ?? [])
    const token = tokens.at(-1)
    if (!token) throw new Error(`${address} was sent no link to /${page}`)
    return token
  }
}
