'use client'

import { useChatClient } from '@chatsphere/client/react'
import { useState } from 'react'
import { useText } from '@/features/messages/use-text.ts'

/** Takes back what closes this conversation; it opens when the server says so. */
export function Unblock({ userId }: { userId: string }) {
  const text = useText()
  const client = useChatClient()
  const [failed, setFailed] = useState(false)
  return (
    <>
      {' '}
      <button
        type="button"
        onClick={() => {
          setFailed(false)
          client.unblock(userId).catch(() => setFailed(true))
        }}
        className="inline-flex min-h-6 items-center rounded-sm font-semibold text-accent-ink underline underline-offset-2 pointer-coarse:min-h-11"
      >
        {text.composer.unblock}
      </button>
      {failed && <span role="alert"> {text.errors.unavailable}</span>}
    </>
  )
}
