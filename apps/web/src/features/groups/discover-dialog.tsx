'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { PublicGroup } from '@chatsphere/contracts'
import { Hash } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { GroupDialogFrame } from './group-dialog-frame.tsx'
import { toFailure } from './group-failure.ts'

/** The channels that anybody may join. */
export function DiscoverDialog({ onClose }: { onClose: () => void }) {
  const words = useGroupText()
  return (
    <GroupDialogFrame title={words.browseTitle} onClose={onClose}>
      {(go) => <Channels onOpen={go} />}
    </GroupDialogFrame>
  )
}

function Channels({ onOpen }: { onOpen: (conversationId: string) => void }) {
  const words = useGroupText()
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const asked = query.groups.discover.useQuery(wanted === '' ? {} : { query: wanted }, { placeholderData: (before) => before })
  return (
    <>
      <TextField
        label={words.browse}
        type="search"
        value={typed}
        maxLength={80}
        autoFocus
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Answered asked={asked}>
        {({ groups }) =>
          groups.length === 0 ? (
            <EmptyState compact icon={<Hash aria-hidden="true" />} title={words.noneTitle} lead={words.noneLead} />
          ) : (
            <ul className="divide-y divide-line">
              {groups.map((group) => (
                <Channel key={group.id} group={group} onOpen={onOpen} />
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  )
}

function Channel({ group, onOpen }: { group: PublicGroup; onOpen: (conversationId: string) => void }) {
  const text = useText()
  const words = useGroupText()
  const client = useChatClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const clients = query.useUtils()
  const { id, name, topic, emoji, memberCount, joined, approval, requested } = group

  async function ask() {
    setBusy(true)
    await client.requestJoin(id).catch((error: unknown) => setFailure(toFailure(text, error)))
    setBusy(false)
    await clients.groups.discover.invalidate()
  }

  async function join() {
    setBusy(true)
    try {
      onOpen((await client.join(id)).id)
    } catch (error) {
      setBusy(false)
      setFailure(toFailure(text, error))
    }
  }

  return (
    <li className="flex flex-wrap items-center gap-3 py-2.5 [--surface:var(--raised)]">
      <Avatar id={id} name={name} emoji={emoji} />
      <span className="min-w-0 flex-1">
        <PersonName className="font-[550]">{name}</PersonName>
        <span className="block truncate text-sm text-ink-faint">
          {text.conversation.members(memberCount)}
          {topic !== '' && <bdi> · {topic}</bdi>}
        </span>
      </span>
      {joined ? (
        <Button look="outline" onClick={() => onOpen(id)}>
          {words.open}
        </Button>
      ) : requested ? (
        <span className="text-sm text-ink-soft">{words.asked}</span>
      ) : (
        <Button busy={busy} onClick={() => void (approval ? ask() : join())}>
          {approval ? words.askToJoin : words.join}
        </Button>
      )}
      <FormNote tone="bad">{failure}</FormNote>
    </li>
  )
}
