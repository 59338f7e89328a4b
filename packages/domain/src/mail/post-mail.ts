import type { MailCtx } from '../context.ts'
import type { MailText } from './mail-texts.ts'

/**
 * Sends a mail, to be called after the commit of the act that it tells of. Nobody waits for it: how long it takes, and whether it can be
 * sent at all, would tell whether there is an account with the address. A mail that is lost can be asked for again.
 */
export function postMail(ctx: MailCtx, to: string, mail: MailText): void {
  Promise.resolve()
    .then(() => ctx.mailer.send({ to, ...mail }))
    .catch(ctx.onMailFault)
}
