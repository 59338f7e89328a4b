'use client'

import { useChatState } from '@chatsphere/client/react'
import { useEffect } from 'react'

/** Asks before the page goes while something written here has not been sent and is not stored: it would go with it. */
export function useUnsentWarning(): void {
  const { status, notKept } = useChatState().connection
  const warns = notKept > 0 && status !== 'signed-out'
  useEffect(() => {
    if (!warns) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [warns])
}
