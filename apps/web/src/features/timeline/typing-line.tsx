'use client'

import { useTyping } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { text } from '@/features/messages/text.ts'

/** Has its height from the start: nothing moves when somebody begins to type. */
export function TypingLine({ conversation }: { conversation: Conversation }) {
  const names = useTyping(conversation.id).map((userId) =>
    conversation.peer?.id === userId ? conversation.peer.displayName : conversation.name,
  )
  return (
    <div className="flex h-5.5 items-center gap-2 overflow-hidden ps-16 pe-5 text-xs text-ink-faint md:ps-18">
      {names.length > 0 && (
        <>
          <span aria-hidden="true" className="flex flex-none gap-[3px]">
            {[0, 160, 320].map((delay) => (
              <i
                key={delay}
                className="size-[5px] animate-dot rounded-full bg-ink-faint"
                style={{ animationDelay: `${delay}ms` }}
              />
            ))}
          </span>
          <span className="truncate">{text.typing(names)}</span>
        </>
      )}
    </div>
  )
}
