import type { Tx } from '@chatsphere/db'
import type { LockedConversation, MembershipChange } from '../chat/index.ts'
import type { Actor } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { admit } from './admit.ts'
import { listBanned } from './ban-repository.ts'

/** Lets the actor in by themselves, with its event; by an invitation, if there is one. Throws `forbidden` for who is banned. */
export async function enter(
  tx: Tx,
  locked: LockedConversation,
  actor: Actor,
  by: { inviteId?: string } = {},
): Promise<MembershipChange> {
  if ((await listBanned(tx, locked.row.id, [actor.userId])).length > 0)
    throw new DomainError('forbidden', 'You are banned from this group.')
  return admit(tx, locked, actor, [actor.userId], { note: { type: 'member_joined' }, ...by })
}
