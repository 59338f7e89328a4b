import type { OwnStatus, SetStatusInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { getEpoch } from '../chat/index.ts'
import type { Actor, PresenceCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { DevicePresence } from '../ports.ts'
import { advanceUserStates, announceOwnState } from '../users/index.ts'
import { type ChosenStatus, chosenAt, replaced, shownLastSeen } from './presence-policy.ts'
import { lockStatus, storeStatus } from './status-repository.ts'

type Wanted = Pick<ChosenStatus, keyof OwnStatus>

/**
 * Chooses what the others see, all of it at once. The same again changes nothing. Throws `invalid_input` where it would be over by the
 * clock of the database.
 */
export async function setStatus(ctx: PresenceCtx, actor: Actor, input: SetStatusInput): Promise<OwnStatus> {
  const { userId } = actor
  await ctx.limits.consume('statusPerAccount', userId)
  const wanted = wantedOf(input)
  const [devices] = await ctx.presence.devicesOf([userId])
  const change = await ctx.db.inTransaction(async (tx) => {
    const { stored, now } = await lockStatus(tx, userId)
    if (input.expiresAt !== undefined && new Date(input.expiresAt) <= now) throw isPast()
    const before = chosenAt(stored, now)
    if (isSame(before, wanted)) return null
    await storeStatus(tx, userId, nextOf(before, wanted, devices, now))
    const revision = (await advanceUserStates(tx, [userId])).get(userId) ?? 0
    await appendEvents(tx, [{ topic: 'status.changed.v1', key: userId, payload: { userId, userIds: [userId] } }])
    return { userId, revision, epoch: await getEpoch(tx) }
  })
  if (change) {
    ctx.live.announcePresence([userId])
    await announceOwnState(ctx, change)
  }
  return { ...wanted, expiresAt: wanted.expiresAt?.toISOString() ?? null }
}

function wantedOf(input: SetStatusInput): Wanted {
  const { status, emoji = null, expiresAt } = input
  const text = input.text || null
  // Of nothing chosen nothing can be over.
  const ends = expiresAt !== undefined && (status !== 'online' || emoji !== null || text !== null)
  return { status, emoji, text, expiresAt: ends ? new Date(expiresAt) : null }
}

function isSame(before: Wanted, wanted: Wanted): boolean {
  return (
    before.status === wanted.status &&
    before.emoji === wanted.emoji &&
    before.text === wanted.text &&
    before.expiresAt?.getTime() === wanted.expiresAt?.getTime()
  )
}

/** Whoever becomes invisible looks like somebody who left at that moment, or stays as long away as they were. */
function nextOf(before: ChosenStatus, wanted: Wanted, devices: DevicePresence | undefined, now: Date): ChosenStatus {
  if (wanted.status !== 'invisible') return replaced(before, wanted, now)
  const { hiddenUntil } = before
  if (before.status === 'invisible') return { ...before, ...wanted }
  const isHere = devices !== undefined && devices.devices !== 'none'
  return { ...wanted, hiddenUntil, hiddenLastSeenAt: isHere ? now : shownLastSeen(before, devices?.lastSeenAt ?? null) }
}

function isPast(): DomainError {
  const message = 'must lie in the future'
  return new DomainError('invalid_input', `expiresAt: ${message}`, { fields: { expiresAt: message } })
}
