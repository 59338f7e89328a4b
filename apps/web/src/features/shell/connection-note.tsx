'use client'

import { useChatState } from '@chatsphere/client/react'
import { CloudOff, LoaderCircle } from 'lucide-react'
import { useText } from '@/features/messages/use-text.ts'
import { useConnectionTrouble } from './connection-trouble.tsx'

/** "Reconnecting… 3 unsent", or nothing. Its frame is always in the page, so that a screen reader hears its text change. */
export function ConnectionNote() {
  const words = useText().connection
  const { unsent, notKept } = useChatState().connection
  const trouble = useConnectionTrouble()
  if (trouble === null) return null
  const reconnecting = trouble === 'reconnecting'
  const Icon = reconnecting ? LoaderCircle : CloudOff
  return (
    <>
      <Icon aria-hidden="true" size={14} className={reconnecting ? 'flex-none animate-spin' : 'flex-none'} />
      <span className="flex-none font-medium text-ink-soft">{reconnecting ? words.reconnecting : words.offline}</span>
      {unsent > 0 && (
        <span className="min-w-0 truncate font-semibold text-ink">
          {notKept > 0 ? words.notKept(unsent) : reconnecting ? words.unsent(unsent) : words.sentLater(unsent)}
        </span>
      )}
    </>
  )
}
