import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { landingPath } from '@/features/account/start-session.ts'
import { ChatApp } from '@/features/shell/chat-app.tsx'
import { earlyWishScript } from '@/features/shell/early-wish.ts'
import { getComposition } from '@/server/composition'
import { getMe } from '@/server/session'

/** Every address below /chat is the same app: it reads the conversation from the address itself, without asking the server. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const me = await getMe()
  const given = await headers()
  if (me === null) {
    const wanted = landingPath(given.get('x-path'))
    redirect(wanted === '/chat' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`)
  }
  const { config } = await getComposition()
  return (
    <>
      {/* Browsers hide the nonce from scripts, so the client sees another value than the server: that is as it should be. */}
      <script nonce={given.get('x-nonce') ?? undefined} suppressHydrationWarning>
        {earlyWishScript}
      </script>
      <ChatApp me={me} realtimeUrl={config.realtimeUrl} />
      {children}
    </>
  )
}
