'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { Check, X } from 'lucide-react'
import { useEffect } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { PersonRow } from './person-row.tsx'

interface GroupRequestsProps {
  conversation: Conversation
  onAct: (work: Promise<unknown>) => Promise<void>
}

/** Who waits to be let in, for those who may answer; nothing where nobody waits. */
export function GroupRequests({ conversation: { id, requests: count }, onAct }: GroupRequestsProps) {
  const words = useGroupText()
  const client = useChatClient()
  const clients = query.useUtils()
  const { data } = query.groups.requests.useQuery({ conversationId: id })
  // Somebody else asks, or answers, meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is why
  useEffect(() => {
    void clients.groups.requests.invalidate({ conversationId: id })
  }, [clients, id, count])
  const requests = data?.requests ?? []
  if (requests.length === 0) return null
  return (
    <section className="mt-6" aria-label={words.requests}>
      <h3 className="mb-2 text-sm font-semibold text-ink-soft">{words.requests}</h3>
      <ul className="divide-y divide-line">
        {requests.map(({ user, text }) => (
          <PersonRow key={user.id} user={user} note={text === '' ? undefined : text}>
            <IconButton
              label={words.decline(user.displayName)}
              onClick={() => void onAct(client.answerRequest(id, user.id, false))}
            >
              <X aria-hidden="true" size={18} />
            </IconButton>
            <IconButton label={words.letIn(user.displayName)} onClick={() => void onAct(client.answerRequest(id, user.id, true))}>
              <Check aria-hidden="true" size={18} />
            </IconButton>
          </PersonRow>
        ))}
      </ul>
    </section>
  )
}
