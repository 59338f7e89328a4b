'use client'

import { query } from '@chatsphere/client/query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { PasswordField } from '@/features/design/password-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { SettingsPart } from './settings-page.tsx'
import { useAccountChange } from './use-account-change.ts'

/** Two ways out: one that an administrator can take back, and one for good. The page leaves when the session's end arrives. */
export function LeavePart() {
  const { account, cancel } = useSettingsText()
  const [wish, setWish] = useState<'disable' | 'delete'>()
  if (wish === undefined) {
    return (
      <SettingsPart title={account.danger} danger>
        <div className="flex flex-wrap gap-3">
          <Button look="outline" onClick={() => setWish('disable')}>
            {account.disable}
          </Button>
          <Button look="outline-danger" onClick={() => setWish('delete')}>
            {account.delete}
          </Button>
        </div>
      </SettingsPart>
    )
  }
  return (
    <SettingsPart title={account[wish]} lead={wish === 'disable' ? account.disableLead : account.deleteLead} danger>
      <LeaveForm wish={wish} onCancel={() => setWish(undefined)} cancel={cancel} />
    </SettingsPart>
  )
}

interface LeaveFormProps {
  wish: 'disable' | 'delete'
  cancel: string
  onCancel: () => void
}

function LeaveForm({ wish, cancel, onCancel }: LeaveFormProps) {
  const { account } = useSettingsText()
  const disable = query.auth.disableAccount.useMutation()
  const remove = query.auth.deleteAccount.useMutation()
  const form = useAccountChange(['currentPassword'])
  const [sure, setSure] = useState(false)
  const act = wish === 'disable' ? disable : remove

  function submit(event: FormEvent) {
    event.preventDefault()
    act.mutate(form.values, form.outcome(''))
  }

  return (
    <form onSubmit={submit} noValidate>
      {wish === 'delete' && (
        <label className="mb-4 flex min-h-11 items-center gap-2.5">
          <input
            type="checkbox"
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
            className="size-4.5 accent-(--danger)"
          />
          {account.deleteConfirm}
        </label>
      )}
      <PasswordField
        {...form.field('currentPassword')}
        label={account.currentPassword}
        autoComplete="current-password"
        autoFocus
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="danger" busy={act.isPending} disabled={!form.isComplete || (wish === 'delete' && !sure)}>
          {account[wish]}
        </Button>
        <Button look="outline" onClick={onCancel}>
          {cancel}
        </Button>
        <FormNote tone="bad">{form.summary}</FormNote>
      </div>
    </form>
  )
}
