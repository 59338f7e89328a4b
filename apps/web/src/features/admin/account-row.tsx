'use client'

import { query, useQueryClient } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import { type Account, globalRoles } from '@chatsphere/contracts'
import { MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { callFailure } from '@/features/settings/call-failure.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { AccountSessions } from './account-sessions.tsx'
import { accountsKey } from './accounts-key.ts'
import { ConfirmDisable } from './confirm-disable.tsx'

/** One account: who it is, what it may do, whether it is switched on, and where it is signed in. */
export function AccountRow({ account }: { account: Account }) {
  const text = useText()
  const words = useSettingsText()
  const { admin } = words
  const time = useTime()
  const today = new Date(useToday())
  const { me } = useChatClient()
  const queryClient = useQueryClient()
  const [failure, setFailure] = useState<string>()
  const [sessionsOpen, setSessionsOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const outcome = {
    onError: (error: unknown) => setFailure(callFailure(text, words.account.wrongPassword, error).summary),
    onSuccess: () => setFailure(undefined),
    onSettled: () => queryClient.invalidateQueries({ queryKey: accountsKey }),
  }
  const setRole = query.admin.setRole.useMutation(outcome)
  const setDisabled = query.admin.setDisabled.useMutation(outcome)
  const { id: userId, displayName } = account
  const isSelf = userId === me.id

  return (
    <li className="p-3 md:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Avatar id={userId} name={displayName} colour={account.avatarColour} />
        <div className="min-w-0 flex-1 basis-52">
          <p className="flex min-w-0 items-center gap-2">
            <PersonName className="font-semibold">{displayName}</PersonName>
            {isSelf && <Chip>{admin.you}</Chip>}
            {account.deleted ? <Chip>{admin.states.deleted}</Chip> : account.disabled && <Chip>{admin.states.disabled}</Chip>}
          </p>
          <p className="truncate text-sm text-ink-faint">
            @{account.username}
            {account.email !== null && <bdi> · {account.email}</bdi>}
            {account.email !== null && !account.emailVerified && ` (${admin.unverified})`}
          </p>
          <p className="text-xs text-ink-faint">
            {admin.joined} {time.dayMoment(account.createdAt, today)} · {admin.lastUsed}{' '}
            {account.lastUsedAt === null ? admin.never : time.dayMoment(account.lastUsedAt, today)}
          </p>
        </div>
        {!account.deleted && (
          <div className="flex flex-none items-center gap-2">
            <IconButton
              label={admin.showSessions(displayName)}
              aria-expanded={sessionsOpen}
              onClick={() => setSessionsOpen(!sessionsOpen)}
            >
              <MonitorSmartphone aria-hidden="true" size={18} strokeWidth={1.75} />
            </IconButton>
            <SelectField
              label={admin.roleOf(displayName)}
              labelHidden
              className="w-38"
              value={account.role}
              disabled={setRole.isPending}
              options={globalRoles.map((value) => ({ value, label: admin.roles[value] }))}
              onValue={(value) => setRole.mutate({ userId, role: globalRoles.find((one) => one === value) ?? account.role })}
            />
            <Button
              look={account.disabled ? 'outline' : 'outline-danger'}
              aria-label={account.disabled ? admin.enablePerson(displayName) : admin.disablePerson(displayName)}
              busy={setDisabled.isPending}
              onClick={() => (account.disabled ? setDisabled.mutate({ userId, disabled: false }) : setAsking(true))}
            >
              {account.disabled ? admin.enable : admin.disable}
            </Button>
          </div>
        )}
      </div>
      <FormNote tone="bad">{failure}</FormNote>
      {sessionsOpen && <AccountSessions userId={userId} />}
      {asking && (
        <ConfirmDisable
          name={displayName}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            setDisabled.mutate({ userId, disabled: true })
          }}
        />
      )}
    </li>
  )
}

function Chip({ children }: { children: string }) {
  return <span className="flex-none rounded-full bg-sunken px-2 py-0.5 text-xs font-semibold text-ink-soft">{children}</span>
}
