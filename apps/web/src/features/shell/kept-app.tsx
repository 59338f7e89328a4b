'use client'

import { findBrowserAccount } from '@chatsphere/client/browser'
import type { Me } from '@chatsphere/contracts'
import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { ChatApp } from './chat-app.tsx'

/** The app without the server's word on who is here: whoever used this device last and has not signed out. */
export function KeptApp() {
  const [account, setAccount] = useState<{ me: Me; realtimeUrl: string } | 'looking' | 'nobody'>('looking')

  useEffect(() => {
    findBrowserAccount()
      .catch(() => undefined)
      .then((found) => {
        if (found && !/^\/(?:chat|settings|admin)(?:\/|$)/.test(window.location.pathname))
          window.history.replaceState({}, '', '/chat')
        setAccount(found ?? 'nobody')
      })
  }, [])

  // Nothing that depends on the address: the page stands in for many.
  if (account === 'looking') return <main className="h-dvh bg-canvas" />
  if (account === 'nobody') return <Unreachable />
  return <ChatApp me={account.me} realtimeUrl={account.realtimeUrl} />
}

/** Comes back by itself as soon as there is a network. */
function Unreachable() {
  const { retry } = useText().page
  const { title, lead } = usePartText().unreachable
  useEffect(() => {
    const reload = () => window.location.reload()
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [])
  return (
    <main className="grid min-h-dvh place-items-center bg-panel">
      <EmptyState
        level={1}
        icon={<CloudOff aria-hidden="true" />}
        title={title}
        lead={lead}
        action={<Button onClick={() => window.location.reload()}>{retry}</Button>}
      />
    </main>
  )
}
