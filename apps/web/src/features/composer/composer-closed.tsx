'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { useState } from 'react'
import { failureText } from '@/features/messages/failure-text.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

/** Why one cannot write here, and what can be done about it. */
export function ComposerClosed({ conversation }: { conversation: Conversation }) {
  const { closed } = usePartText()
  const { own } = useChatState()
  const { blocked, peer, name } = conversation
  if (own?.writing.allowed === false) return closed.unconfirmed
  if (peer?.disabled === true && !blocked) return closed.disabled(name)
  if (conversation.archived) return closed.archived
  if (conversation.silencedUntil) return <Silenced until={conversation.silencedUntil} />
  if (!blocked || peer === null) return peer === null ? closed.announcements : closed.lead
  return (
    <>
      {closed.blocked(name)} <Unblock userId={peer.id} />
    </>
  )
}

function Silenced({ until }: { until: string }) {
  const { closed } = usePartText()
  const time = useTime()
  return closed.silenced(time.dayMoment(until, new Date(useToday())))
}

/** Takes back what closes this conversation; it opens when the server says so. */
function Unblock({ userId }: { userId: string }) {
  const text = useText()
  const { closed } = usePartText()
  const client = useChatClient()
  const [failed, setFailed] = useState(false)
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setFailed(false)
          client.unblock(userId).catch(() => setFailed(true))
        }}
        className="inline-flex min-h-6 items-center rounded-sm font-semibold text-accent-ink underline underline-offset-2 pointer-coarse:min-h-11"
      >
        {closed.unblock}
      </button>
      {failed && <span role="alert"> {failureText(text.language).errors.unavailable}</span>}
    </>
  )
}
