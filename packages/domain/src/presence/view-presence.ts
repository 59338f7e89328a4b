import type { PresenceView } from '@chatsphere/contracts'
import type { PresenceCtx } from '../context.ts'
import { listPeople, listRelations, type Wish } from './people-repository.ts'
import { chosenAt, type PresenceFacts, presenceView } from './presence-policy.ts'

type ReadCtx = Pick<PresenceCtx, 'db' | 'presence'>

/** What each viewer may see of each person that they ask for; nothing of those with whom they share no conversation. */
export async function viewPresence(ctx: ReadCtx, wishes: readonly Wish[]): Promise<(Wish & { view: PresenceView })[]> {
  if (wishes.length === 0) return []
  const facts = await unsafeListPresenceFacts(ctx, [...new Set(wishes.map(({ userId }) => userId))])
  const factsOf = new Map(facts.map((each) => [each.userId, each]))
  // The relations last: who is sent away or blocked meanwhile is told nothing.
  const relations = await listRelations(ctx.db, wishes)
  return relations.flatMap(({ viewerId, userId, ...relation }) => {
    const known = factsOf.get(userId)
    return known ? [{ viewerId, userId, view: presenceView(known, relation) }] : []
  })
}

/**
 * What is so, whoever may know it: for comparing, and for `presenceView`. The devices are read before what was chosen: who became
 * invisible and then connected must not be shown as here.
 */
export async function unsafeListPresenceFacts(ctx: ReadCtx, userIds: readonly string[]): Promise<PresenceFacts[]> {
  const devices = new Map((await ctx.presence.devicesOf(userIds)).map((each) => [each.userId, each]))
  const people = await listPeople(ctx.db, userIds)
  return people.flatMap(({ stored, now, ...person }) => {
    const own = devices.get(person.userId)
    return own ? [{ ...own, ...person, chosen: chosenAt(stored, now) }] : []
  })
}
