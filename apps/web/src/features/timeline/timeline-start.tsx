import type { Timeline } from '@chatsphere/client'
import type { Conversation } from '@chatsphere/contracts'
import { Avatar } from '@/features/design/avatar.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { SkeletonMessage } from './timeline-skeleton.tsx'

interface TimelineStartProps {
  conversation: Conversation
  timeline: Timeline
  onRetry: () => void
}

/** Above the oldest message: more to come, a failure to get it, or the beginning of everything. */
export function TimelineStart({ conversation, timeline, onRetry }: TimelineStartProps) {
  const text = useText()
  if (timeline.status === 'failed') {
    return (
      <p className="flex flex-wrap items-center justify-center gap-2 px-5 py-4 text-sm text-ink-soft" role="alert">
        {text.timeline.olderFailed}
        <button
          type="button"
          onClick={onRetry}
          className="min-h-6 rounded-sm font-semibold text-accent-ink underline underline-offset-2 pointer-coarse:min-h-11"
        >
          {text.timeline.retry}
        </button>
      </p>
    )
  }
  if (timeline.hasBefore || (timeline.status === 'loading' && timeline.messages.length === 0)) {
    return (
      <div className="pb-2">
        <SkeletonMessage />
        <SkeletonMessage shape="w-3/5" />
      </div>
    )
  }
  const empty = timeline.messages.length === 0 && timeline.outgoing.length === 0
  const { peer, name, emoji } = conversation
  return (
    <div className="px-3 pt-8 pb-4 md:px-5">
      <Avatar id={peer?.id ?? conversation.id} name={name} colour={peer?.avatarColour} emoji={emoji} size="large" />
      <h2 className="mt-4 text-xl font-[650] tracking-[-.015em] wrap-anywhere">
        <bdi>{name}</bdi>
      </h2>
      {peer !== null && <p className="text-sm text-ink-faint">@{peer.username}</p>}
      <p className="mt-2 text-ink-soft">
        {peer === null ? text.timeline.beginningOf(name) : text.timeline.beginning(name)} {empty && text.timeline.beginningEmpty}
      </p>
    </div>
  )
}
