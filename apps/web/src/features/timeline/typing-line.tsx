'use client'

import { useChatClient, useChatState, useTyping } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { useEffect } from 'react'
import { nameNow } from '@/features/message/people-names.ts'
import { useText } from '@/features/messages/use-text.ts'
import { ConnectionNote } from '@/features/shell/connection-note.tsx'
import { useConnectionTrouble } from '@/features/shell/connection-trouble.tsx'

/**
 * The line between the messages and the composer: how the connection stands if it does not, else who types. Has its
 * height from the start, so that nothing moves and nothing is covered.
 */
export function TypingLine({ conversation }: { conversation: Conversation | undefined }) {
  const troubled = useConnectionTrouble() !== null
  return (
    <div
      className={clsx(
        'flex h-5.5 flex-none items-center overflow-hidden pe-5 text-xs text-ink-faint md:ps-18',
        troubled ? 'ps-5' : 'ps-16',
      )}
    >
      <div role="status" className="flex min-w-0 items-center gap-2">
        <ConnectionNote />
      </div>
      {!troubled && conversation !== undefined && <Typists conversation={conversation} />}
    </div>
  )
}

function Typists({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const client = useChatClient()
  const userIds = useTyping(conversation.id)
  // Renders again when a name has come.
  useChatState()
  useEffect(() => {
    if (conversation.peer === null) for (const userId of userIds) client.wantPerson(userId)
  }, [client, conversation.peer, userIds])
  const names = userIds.map((userId) => nameNow(client, userId, conversation, text))
  if (names.length === 0) return null
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span aria-hidden="true" className="flex flex-none gap-[3px]">
        {[0, 160, 320].map((delay) => (
          <i key={delay} className="size-[5px] animate-dot rounded-full bg-ink-faint" style={{ animationDelay: `${delay}ms` }} />
        ))}
      </span>
      <span className="truncate">{text.typing(names)}</span>
    </div>
  )
}
