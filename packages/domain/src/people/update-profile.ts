import type { Profile, UpdateProfileInput } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { NewEvent } from '../append-events.ts'
import { announcePerson, changeOwnState, changePerson, type PersonChange } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { accountDisabled, lockUser, type ProfileRecord, profileView } from '../users/index.ts'

/**
 * Changes what others may read of the actor, and answers the profile as it is then. A name or an avatar is shown by every direct
 * conversation, so that all who have one are told; the rest tells the actor's own devices alone. The same again changes nothing.
 */
export async function updateProfile(ctx: Ctx, actor: Actor, input: UpdateProfileInput): Promise<Profile> {
  await ctx.limits.consume('profilePerAccount', actor.userId)
  const { profile, change } = await ctx.db.inPrismaTransaction(async (tx) => {
    const stored = await lockUser(tx, actor.userId)
    if (!stored || stored.disabledAt) throw accountDisabled()
    const data = merged(stored, input)
    const changed = (Object.keys(data) as (keyof typeof data)[]).filter((name) => data[name] !== stored[name])
    if (changed.length === 0) return { profile: stored, change: null }
    const isShown = changed.includes('displayName') || changed.includes('avatarColour')
    const change = await record(tx, actor.userId, isShown)
    await tx.prisma.user.update({ where: { id: actor.userId }, data })
    return { profile: { ...stored, ...data }, change }
  })
  if (change) await announcePerson(ctx, change)
  return profileView(profile)
}

/** What is left out of the input stays; null is a value of its own. */
function merged(stored: ProfileRecord, input: UpdateProfileInput) {
  return {
    displayName: input.displayName ?? stored.displayName,
    bio: input.bio ?? stored.bio,
    pronouns: input.pronouns ?? stored.pronouns,
    timeZone: input.timeZone === undefined ? stored.timeZone : input.timeZone,
    avatarColour: input.avatarColour === undefined ? stored.avatarColour : input.avatarColour,
  }
}

function record(tx: Tx, userId: string, isShown: boolean): Promise<PersonChange> {
  const eventOf = (userIds: string[]): NewEvent => ({ topic: 'user.updated.v1', key: userId, payload: { userId, userIds } })
  return isShown ? changePerson(tx, userId, { touchesRight: false, eventOf }) : changeOwnState(tx, userId, eventOf)
}
