import type { PrismaTx } from '@chatsphere/db'
import type { NewEvent } from '../append-events.ts'
import { cutSessions, endLinks, endSessions, lockCredential } from '../auth/index.ts'
import { announcePerson, changePerson, type PersonChange } from '../chat/index.ts'
import type { Ctx, MailCtx } from '../context.ts'
import { type MailText, postMail } from '../mail/index.ts'
import { assertNotLastAdmin, type ChangeableAccount } from './access-account.ts'
import { saveDisabled } from './account-repository.ts'

/** What is to be done after the commit that closed an account. */
export interface ClosedAccount {
  readonly change: PersonChange
  readonly endedSessionIds: readonly string[]
  /** Null: there was no address. */
  readonly email: string | null
}

/**
 * Closes an account in the caller's transaction: nobody can write to it, nobody is signed in with it, no link or ticket of it works. Throws
 * `last_admin`.
 */
export async function closeAccount(
  tx: PrismaTx,
  ctx: Pick<Ctx, 'now'>,
  account: ChangeableAccount,
  eventOf: (userIds: string[]) => NewEvent,
): Promise<ClosedAccount> {
  assertNotLastAdmin(account)
  const credential = await lockCredential(tx, account.id)
  const change = await changePerson(tx, account.id, { touchesRight: true, eventOf })
  await saveDisabled(tx, account.id, true)
  await endLinks(tx, ctx, account.id)
  const endedSessionIds = await endSessions(tx, account.id)
  return { change, endedSessionIds, email: credential?.email ?? null }
}

/** After the commit: the sockets first, whatever else may fail. */
export async function announceClosed(ctx: MailCtx, closed: ClosedAccount, mail: MailText): Promise<void> {
  cutSessions(ctx, closed.endedSessionIds)
  if (closed.email !== null) postMail(ctx, closed.email, mail)
  await announcePerson(ctx, closed.change)
}
