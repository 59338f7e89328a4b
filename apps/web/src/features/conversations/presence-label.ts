import type { PresenceView } from '@chatsphere/contracts'
import { text } from '@/features/messages/text.ts'
import { dayMoment } from '@/features/time/time-label.ts'

/** "Online", "Last seen today at 10:32", "Offline", or nothing while nothing is known. */
export function presenceLabel(presence: PresenceView | undefined, now: Date): string | undefined {
  if (presence === undefined) return undefined
  if (presence.status !== 'offline') return text.presence[presence.status]
  return presence.lastSeenAt === null ? text.presence.offline : text.presence.lastSeen(dayMoment(presence.lastSeenAt, now))
}
