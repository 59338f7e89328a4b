'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { Undo2 } from 'lucide-react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { PersonRow } from './person-row.tsx'

/** Who may not come back, for those who may lift it; nothing where nobody is banned. */
export function GroupBans({
  conversation,
  onAct,
}: {
  conversation: Conversation
  onAct: (work: Promise<unknown>) => Promise<void>
}) {
  const words = useGroupText()
  const client = useChatClient()
  const time = useTime()
  const today = new Date(useToday())
  const { data } = query.groups.bans.useQuery({ conversationId: conversation.id })
  const bans = data?.bans ?? []
  if (bans.length === 0) return null
  return (
    <section className="mt-6" aria-label={words.bans}>
      <h3 className="mb-2 text-sm font-semibold text-ink-soft">{words.bans}</h3>
      <ul className="divide-y divide-line">
        {bans.map(({ user, reason, expiresAt }) => {
          const until = expiresAt === null ? words.forEver : words.until(time.dayMoment(expiresAt, today))
          return (
            <PersonRow key={user.id} user={user} note={reason === '' ? until : `${until} · ${reason}`}>
              <IconButton
                label={words.unban(user.displayName)}
                onClick={() => void onAct(client.unban(conversation.id, user.id))}
              >
                <Undo2 aria-hidden="true" size={17} className="rtl:-scale-x-100" />
              </IconButton>
            </PersonRow>
          )
        })}
      </ul>
    </section>
  )
}
