'use client'

import { useChatState } from '@chatsphere/client/react'
import { clsx } from 'clsx'
import { CloudOff, LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { text } from '@/features/messages/text.ts'
import { useHasNetwork } from './use-has-network.ts'

/** Short gaps heal without a word. */
const silentMs = 2000

/** Floats, so that nothing moves. Always in the page, so that a screen reader hears its text change. */
export function ConnectionBanner({ inConversation }: { inConversation: boolean }) {
  const { connection } = useChatState()
  const hasNetwork = useHasNetwork()
  const { status, unsent } = connection
  const troubled = !hasNetwork || status === 'connecting' || status === 'offline'
  const [overdue, setOverdue] = useState(false)

  useEffect(() => {
    if (!troubled) return
    const timer = setTimeout(() => setOverdue(true), silentMs)
    return () => {
      clearTimeout(timer)
      setOverdue(false)
    }
  }, [troubled])

  const Icon = hasNetwork ? LoaderCircle : CloudOff
  return (
    <div
      role="status"
      className={clsx(
        'pointer-events-none fixed inset-x-0 z-30 flex justify-center md:top-2',
        // On a phone, where a header has the top: below it, or above the own footer of the list.
        inConversation
          ? 'max-md:top-[calc(env(safe-area-inset-top)+4.25rem)]'
          : 'max-md:bottom-[calc(env(safe-area-inset-bottom)+4.75rem)]',
      )}
    >
      {troubled && overdue && (
        <p className="flex min-h-9 animate-fade items-center gap-2 rounded-full border border-line bg-raised px-4 text-sm font-medium text-ink-soft shadow-2">
          <Icon aria-hidden="true" size={15} className={hasNetwork ? 'animate-spin' : undefined} />
          {hasNetwork ? text.connection.reconnecting : text.connection.offline}
          {unsent > 0 && <span className="font-semibold text-ink">{text.connection.unsent(unsent)}</span>}
        </p>
      )}
    </div>
  )
}
