import type { PresenceView } from '@chatsphere/contracts'
import type { Messages } from '@/features/messages/text.ts'
import type { TimeLabels } from '@/features/time/time-label.ts'

/** "Online", "Last seen today at 10:32", "Offline", or nothing while nothing is known. */
export function presenceLabel(
  presence: PresenceView | undefined,
  now: Date,
  { text, time }: { text: Messages; time: TimeLabels },
): string | undefined {
  if (presence === undefined) return undefined
  if (presence.status !== 'offline') return text.presence[presence.status]
  return presence.lastSeenAt === null ? text.presence.offline : text.presence.lastSeen(time.dayMoment(presence.lastSeenAt, now))
}
