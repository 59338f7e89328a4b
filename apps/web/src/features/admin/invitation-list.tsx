'use client'

import { newId } from '@chatsphere/client'
import { query } from '@chatsphere/client/query'
import type { Invitation } from '@chatsphere/contracts'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { copyText } from '@/features/design/copy-text.ts'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { showNotice } from '@/features/design/show-notice.ts'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { callFailure } from '@/features/settings/call-failure.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

const daySeconds = 24 * 60 * 60
const dayChoices = [1, 7, 30]
const usesChoices = [1, 5, 10, 50]
const unlimited = ''
/** Others register meanwhile. */
const refreshMs = 5_000

/** The links that let people register while that takes an invitation. */
export function InvitationList() {
  const { admin } = useSettingsText()
  const asked = query.admin.invitations.useQuery(undefined, { refetchInterval: refreshMs })
  return (
    <section className="mx-auto w-full max-w-240 px-4 pb-10 md:px-8" aria-labelledby="invitations">
      <h2 id="invitations" className="text-xl font-[650] tracking-[-.015em]">
        {admin.invitations}
      </h2>
      <p className="mt-1 mb-5 text-ink-soft">{admin.invitationsLead}</p>
      <NewInvitation />
      <Answered asked={asked}>
        {({ invitations }) =>
          invitations.length === 0 ? (
            <p className="text-sm text-ink-faint">{admin.noInvitations}</p>
          ) : (
            <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-1">
              {invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  )
}

function NewInvitation() {
  const text = useText()
  const words = useSettingsText()
  const { admin } = words
  const [days, setDays] = useState('7')
  const [uses, setUses] = useState('1')
  const clients = query.useUtils()
  const create = query.admin.createInvitation.useMutation({ onSettled: () => clients.admin.invitations.invalidate() })
  const make = () =>
    create.mutate({
      id: newId(),
      ...(days !== unlimited && { expiresInSeconds: Number(days) * daySeconds }),
      ...(uses !== unlimited && { usesMax: Number(uses) }),
    })
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <SelectField
          className="min-w-44 flex-1"
          label={admin.invitationEnds}
          value={days}
          options={[
            ...dayChoices.map((value) => ({ value: String(value), label: admin.days(value) })),
            { value: unlimited, label: admin.noEnd },
          ]}
          onValue={setDays}
        />
        <SelectField
          className="min-w-44 flex-1"
          label={admin.invitationUses}
          value={uses}
          options={[
            ...usesChoices.map((value) => ({ value: String(value), label: admin.forPeople(value) })),
            { value: unlimited, label: admin.noMaximum },
          ]}
          onValue={setUses}
        />
        <Button className="min-h-11" busy={create.isPending} onClick={make}>
          {admin.invite}
        </Button>
      </div>
      <FormNote tone="bad">
        {create.error === null ? undefined : callFailure(text, words.account.wrongPassword, create.error).summary}
      </FormNote>
    </>
  )
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { admin } = useSettingsText()
  const time = useTime()
  const today = new Date(useToday())
  const clients = query.useUtils()
  const revoke = query.admin.revokeInvitation.useMutation({ onSettled: () => clients.admin.invitations.invalidate() })
  const { id, code, createdBy, createdAt, expiresAt, uses, usesMax, revokedAt } = invitation
  const end = expiresAt === null ? admin.noEnd : admin.invitationUntil(time.dayMoment(expiresAt, today))
  const over = revokedAt === null ? admin.invitationOver : admin.invitationRevoked
  const copy = async () => {
    if (await copyText(`${window.location.origin}/sign-up#${code}`)) showNotice(admin.invitationCopied)
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 p-3 md:px-4">
      <span className={code === null ? 'flex-1 basis-60 text-ink-faint' : 'flex-1 basis-60'}>
        <span className="block">
          {code === null ? over : end} · {admin.invitationState(uses, usesMax)}
        </span>
        <span className="block text-sm text-ink-faint">
          {time.dayMoment(createdAt, today)} · <bdi>{createdBy === null ? admin.settingsNobody : `@${createdBy}`}</bdi>
        </span>
      </span>
      {code !== null && (
        <>
          <Button look="outline" onClick={copy}>
            <Link2 aria-hidden="true" size={16} />
            {admin.copyInvitation}
          </Button>
          <Button look="outline-danger" busy={revoke.isPending} onClick={() => revoke.mutate({ invitationId: id })}>
            {admin.revoke}
          </Button>
        </>
      )}
    </li>
  )
}
