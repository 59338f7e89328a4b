import type { PresenceView } from '@chatsphere/contracts'
import type { Messages } from '@/features/messages/text.ts'
import type { TimeLabels } from '@/features/time/time-label.ts'

/** "Online", "Last seen today at 10:32", "🌴 On holiday · Offline", or nothing while nothing is known. */
export function presenceLabel(
  presence: PresenceView | undefined,
  now: Date,
  { text, time }: { text: Messages; time: TimeLabels },
): string | undefined {
  if (presence === undefined) return undefined
  const said = statusText(presence)
  const state =
    presence.status !== 'offline' || presence.lastSeenAt === null
      ? text.presence[presence.status]
      : text.presence.lastSeen(time.dayMoment(presence.lastSeenAt, now))
  return said === '' ? state : `${said} · ${state}`
}

/** What somebody shows of themselves, "🌴 On holiday"; empty if nothing. */
export function statusText(presence: Pick<PresenceView, 'emoji' | 'text'>): string {
  return [presence.emoji, presence.text].filter((part) => part !== null).join(' ')
}
