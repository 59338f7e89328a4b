'use client'

import type { Reaction } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { SmilePlus } from 'lucide-react'
import { memo } from 'react'
import { useText } from '@/features/messages/use-text.ts'
import { useMessageActs } from './message-acts.ts'

interface ReactionsProps {
  messageId: string
  reactions: readonly Reaction[]
  meId: string
  /** The one other person, if there are but two. */
  peerName: string | undefined
  /** Whether they are stops of the Tab key. */
  reachable: boolean
  mayReact: boolean
}

/** Who reacted how. A press puts one's own, or takes it back. */
export const Reactions = memo(function Reactions(given: ReactionsProps) {
  const { messageId, reactions, meId, peerName, reachable, mayReact } = given
  const words = useText().message
  const acts = useMessageActs()
  const pill =
    'flex h-6.5 items-center gap-1.5 rounded-full border px-2.5 text-sm font-[550] tabular-nums transition-colors pointer-coarse:h-11 pointer-coarse:min-w-11 pointer-coarse:justify-center'
  return (
    <ul aria-label={words.reactions} className="mt-1.5 mb-0.5 flex flex-wrap gap-1.5">
      {reactions.map(({ emoji, count, userIds }) => {
        const mine = userIds.includes(meId)
        const others = userIds.length - (mine ? 1 : 0)
        const who = words.reactedBy(mine, peerName, others)
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={mine}
              aria-label={words.reaction(emoji, count, who)}
              data-tip={who}
              data-tip-side="top"
              disabled={!mayReact}
              tabIndex={reachable ? 0 : -1}
              onClick={() => acts.toggleReaction(messageId, emoji)}
              className={clsx(
                'tip',
                pill,
                mine
                  ? 'border-accent/45 bg-accent-soft text-accent-ink'
                  : 'border-line bg-panel text-ink-soft hover:border-line-strong',
              )}
            >
              <span className="text-[.9375rem] leading-none">{emoji}</span>
              {count}
            </button>
          </li>
        )
      })}
      {mayReact && (
        <li className="opacity-0 transition-opacity group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
          <button
            type="button"
            aria-label={words.react}
            aria-haspopup="dialog"
            tabIndex={reachable ? 0 : -1}
            onClick={(event) => acts.open({ kind: 'emoji', messageId, anchor: event.currentTarget })}
            className={clsx(pill, 'border-line bg-panel text-ink-faint hover:border-line-strong hover:text-ink')}
          >
            <SmilePlus aria-hidden="true" size={15} strokeWidth={1.75} />
          </button>
        </li>
      )}
    </ul>
  )
})
