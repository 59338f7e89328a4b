'use client'

import { query, toChatError } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { InvitePreview } from '@chatsphere/contracts'
import { Ticket, TicketX } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { QueryProvider } from '@/features/settings/query-provider.tsx'
import { closeConversation, openConversation } from '@/features/shell/navigation.ts'
import { toFailure } from './group-failure.ts'

/** What the link of an invitation leads to: the group as it is seen from outside, and the way in. */
export function InvitationPane({ code }: { code: string }) {
  return (
    <QueryProvider>
      <div className="grid min-h-0 flex-1 place-items-center overflow-auto px-4 py-8">
        <Invitation code={code} />
      </div>
    </QueryProvider>
  )
}

function Invitation({ code }: { code: string }) {
  const words = useGroupText()
  const asked = query.groups.previewInvite.useQuery({ code }, { retry: false })
  const isOver = asked.error !== null && ['invalid_token', 'invalid_input'].includes(toChatError(asked.error).code)
  if (isOver)
    return (
      <EmptyState
        level={1}
        icon={<TicketX aria-hidden="true" />}
        title={words.inviteOverTitle}
        lead={words.inviteOverLead}
        action={<Button onClick={closeConversation}>{words.toList}</Button>}
      />
    )
  return (
    <Answered asked={asked}>
      {(preview) => <Card code={code} preview={preview} onRefused={() => void asked.refetch()} />}
    </Answered>
  )
}

interface CardProps {
  code: string
  preview: InvitePreview
  /** It may have ended meanwhile. */
  onRefused: () => void
}

function Card({ code, preview: { group, invitedBy }, onRefused }: CardProps) {
  const text = useText()
  const words = useGroupText()
  const client = useChatClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const { id, name, emoji, topic, description, visibility, memberCount, joined } = group

  async function join() {
    setBusy(true)
    try {
      openConversation((await client.acceptInvite(code)).id)
    } catch (error) {
      setBusy(false)
      setFailure(toFailure(text, error))
      onRefused()
    }
  }

  return (
    <section className="w-full max-w-104 rounded-lg border border-line bg-raised p-6 text-center shadow-1 [--surface:var(--raised)]">
      <p className="mb-5 flex items-center justify-center gap-2 text-sm text-ink-soft">
        <Ticket aria-hidden="true" size={16} />
        <span>{words.invitedBy(invitedBy.displayName)}</span>
      </p>
      <div className="flex justify-center">
        <Avatar id={id} name={name} emoji={emoji} size="large" />
      </div>
      <h1 className="mt-3 text-xl font-[650] tracking-[-.015em] wrap-anywhere">
        <bdi>{name}</bdi>
      </h1>
      <p className="text-sm text-ink-faint">
        {visibility === 'public' ? words.isPublic : words.isPrivate} · {text.conversation.members(memberCount)}
      </p>
      {topic !== '' && (
        <p dir="auto" className="mt-3 wrap-anywhere">
          {topic}
        </p>
      )}
      {description !== '' && (
        <p dir="auto" className="mt-2 text-sm wrap-anywhere whitespace-pre-wrap text-ink-soft">
          {description}
        </p>
      )}
      <FormNote tone="bad">{failure}</FormNote>
      <div className="mt-5 flex flex-wrap justify-center gap-3">
        <Button look="outline" onClick={closeConversation}>
          {words.notNow}
        </Button>
        {joined ? (
          <Button onClick={() => openConversation(id)}>{words.open}</Button>
        ) : (
          <Button busy={busy} onClick={() => void join()}>
            {words.join}
          </Button>
        )}
      </div>
    </section>
  )
}
