'use client'

import { newId } from '@chatsphere/client'
import { query } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { GroupInvite } from '@chatsphere/contracts'
import { Link2, Link2Off } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { copyText } from '@/features/design/copy-text.ts'
import { IconButton } from '@/features/design/icon-button.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { showNotice } from '@/features/design/show-notice.ts'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { invitationPath } from '@/features/shell/views.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

const times = ['86400', '604800', '2592000'] as const
const uses = ['1', '5', '10', '50'] as const

interface GroupInvitesProps {
  conversationId: string
  onAct: (work: Promise<unknown>) => Promise<void>
}

/** Links that let people in: those that hold, and a new one. */
export function GroupInvites({ conversationId, onAct }: GroupInvitesProps) {
  const words = useGroupText()
  const client = useChatClient()
  const clients = query.useUtils()
  const [time, setTime] = useState<string>('604800')
  const [max, setMax] = useState('')
  const { data } = query.groups.invites.useQuery({ conversationId })
  const open = data?.invites.filter(({ code }) => code !== null) ?? []

  async function make(): Promise<void> {
    const made = client.createInvite(conversationId, {
      id: newId(),
      ...(time !== '' && { expiresInSeconds: Number(time) }),
      ...(max !== '' && { maxUses: Number(max) }),
    })
    await onAct(made.then(copy))
    await clients.groups.invites.invalidate({ conversationId })
  }
  async function copy({ code }: GroupInvite): Promise<void> {
    if (code !== null && (await copyText(window.location.origin + invitationPath(code)))) showNotice(words.inviteCopied)
  }
  async function revoke({ id }: GroupInvite): Promise<void> {
    await onAct(client.revokeInvite(conversationId, id))
    await clients.groups.invites.invalidate({ conversationId })
  }

  return (
    <section className="mt-6" aria-label={words.invites}>
      <h3 className="mb-2 text-sm font-semibold text-ink-soft">{words.invites}</h3>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          className="min-w-36 flex-1"
          label={words.inviteEnds}
          value={time}
          options={[...times.map((value) => ({ value, label: words.times[value] })), { value: '', label: words.never }]}
          onValue={setTime}
        />
        <SelectField
          className="min-w-36 flex-1"
          label={words.inviteUses}
          value={max}
          options={[
            { value: '', label: words.anyNumber },
            ...uses.map((value) => ({ value, label: words.forPeople(Number(value)) })),
          ]}
          onValue={setMax}
        />
        <Button look="outline" className="min-h-11" onClick={() => void make()}>
          <Link2 aria-hidden="true" size={16} />
          {words.makeInvite}
        </Button>
      </div>
      {open.length > 0 && (
        <ul className="mt-3 divide-y divide-line">
          {open.map((invite) => (
            <InviteRow key={invite.id} invite={invite} onCopy={() => void copy(invite)} onRevoke={() => void revoke(invite)} />
          ))}
        </ul>
      )}
    </section>
  )
}

function InviteRow({ invite, onCopy, onRevoke }: { invite: GroupInvite; onCopy: () => void; onRevoke: () => void }) {
  const words = useGroupText()
  const time = useTime()
  const today = new Date(useToday())
  const { createdBy, expiresAt, uses, maxUses } = invite
  return (
    <li className="flex min-h-13 items-center gap-2 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block text-[.90625rem] leading-5">
          {expiresAt === null ? words.never : words.until(time.dayMoment(expiresAt, today))} · {words.used(uses, maxUses)}
        </span>
        {createdBy !== null && (
          <span className="block truncate text-sm text-ink-faint">
            <bdi>{createdBy.displayName}</bdi>
          </span>
        )}
      </span>
      <IconButton label={words.copyInvite} onClick={onCopy}>
        <Link2 aria-hidden="true" size={17} />
      </IconButton>
      <IconButton label={words.revokeInvite} onClick={onRevoke}>
        <Link2Off aria-hidden="true" size={17} />
      </IconButton>
    </li>
  )
}
