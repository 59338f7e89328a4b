'use client'

import { useChatState } from '@chatsphere/client/react'
import { CloudOff, LoaderCircle } from 'lucide-react'
import { text } from '@/features/messages/text.ts'
import { useConnectionTrouble } from './connection-trouble.tsx'

/** "Reconnecting… 3 unsent", or nothing. Its frame is always in the page, so that a screen reader hears its text change. */
export function ConnectionNote() {
  const { unsent } = useChatState().connection
  const trouble = useConnectionTrouble()
  if (trouble === null) return null
  const Icon = trouble === 'reconnecting' ? LoaderCircle : CloudOff
  return (
    <>
      <Icon aria-hidden="true" size={14} className={trouble === 'reconnecting' ? 'flex-none animate-spin' : 'flex-none'} />
      <span className="truncate font-medium text-ink-soft">
        {trouble === 'reconnecting' ? text.connection.reconnecting : text.connection.offline}
      </span>
      {unsent > 0 && <span className="flex-none font-semibold text-ink">{text.connection.unsent(unsent)}</span>}
    </>
  )
}
