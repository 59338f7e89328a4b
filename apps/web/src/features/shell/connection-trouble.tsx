'use client'

import { useChatState, usePresence } from '@chatsphere/client/react'
import type { PresenceStatus, PresenceView } from '@chatsphere/contracts'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useHasNetwork } from './use-has-network.ts'

/** Short gaps heal without a word. */
const silentMs = 2000

/** Why nothing new has come for a while; null while all is well, or not bad for long. */
export type ConnectionTrouble = 'reconnecting' | 'no-network' | null

const TroubleContext = createContext<ConnectionTrouble>(null)

/** Tells everything below it how the connection stands, from one clock. */
export function ConnectionTroubleProvider({ children }: { children: ReactNode }) {
  const { status } = useChatState().connection
  const hasNetwork = useHasNetwork()
  const troubled = !hasNetwork || status !== 'online'
  const [overdue, setOverdue] = useState(false)

  useEffect(() => {
    if (!troubled) return
    const timer = setTimeout(() => setOverdue(true), silentMs)
    return () => {
      clearTimeout(timer)
      setOverdue(false)
    }
  }, [troubled])

  const trouble = troubled && overdue ? (hasNetwork ? 'reconnecting' : 'no-network') : null
  return <TroubleContext value={trouble}>{children}</TroubleContext>
}

export function useConnectionTrouble(): ConnectionTrouble {
  return useContext(TroubleContext)
}

/** What is known of somebody's presence now. Cut off, nothing is: the dot turns grey and no words say more. */
export function useKnownPresence(userId: string | undefined): {
  presence: PresenceView | undefined
  dot: PresenceStatus | undefined
} {
  const presence = usePresence(userId)
  const trouble = useConnectionTrouble()
  if (presence === undefined || trouble === null) return { presence, dot: presence?.status }
  return { presence: undefined, dot: 'offline' }
}
