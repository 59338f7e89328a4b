import type { PresenceView, WatchInput } from '@chatsphere/contracts'
import type { Actor, PresenceCtx } from '../context.ts'
import { listContactsAmong } from './contact-repository.ts'

/** The presence of those asked for who share a conversation with the actor; nobody learns anything of the others. */
export async function watchPresence(ctx: PresenceCtx, actor: Actor, input: WatchInput): Promise<PresenceView[]> {
  const contacts = await listContactsAmong(ctx.db, actor.userId, input.userIds)
  return contacts.length === 0 ? [] : ctx.presence.of(contacts)
}
