'use client'

import type { ChatClient } from '@chatsphere/client'
import { createBrowserClient } from '@chatsphere/client/browser'
import { ChatClientProvider } from '@chatsphere/client/react'
import type { Me } from '@chatsphere/contracts'
import { useEffect, useRef, useState } from 'react'
import { isSignOutDue, settleDueSignOut } from '@/features/account/due-sign-out.ts'
import { Shell } from './shell.tsx'
import { ShellSkeleton } from './shell-skeleton.tsx'

interface ChatAppProps {
  me: Me
  /** Where sockets go, if not to the page's own address. */
  realtimeUrl: string | undefined
}

/** One client for as long as the page lives: made in the browser only, since a server has no connection to keep. */
export function ChatApp({ me, realtimeUrl }: ChatAppProps) {
  const [client, setClient] = useState<ChatClient>()
  // The same person comes as a new object with every answer of the server.
  const person = useRef(me)

  useEffect(() => {
    const made = createBrowserClient({ me: person.current, url: '', ...(realtimeUrl !== undefined && { realtimeUrl }) })
    if (isSignOutDue()) {
      made.signOut().then(() => {
        settleDueSignOut()
        window.location.replace('/sign-in')
      }, console.warn)
      return
    }
    made.start()
    setClient(made)
    return () => made.stop()
  }, [realtimeUrl])

  if (client === undefined) return <ShellSkeleton />
  return (
    <ChatClientProvider value={client}>
      <Shell />
    </ChatClientProvider>
  )
}
