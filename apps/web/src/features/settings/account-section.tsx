'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient, useChatState } from '@chatsphere/client/react'
import { BadgeCheck, MailWarning } from 'lucide-react'
import { type FormEvent, useEffect } from 'react'
import { Button } from '@/features/design/button.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { PasswordField } from '@/features/design/password-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { LeavePart } from './leave-part.tsx'
import { SettingsPage, SettingsPart } from './settings-page.tsx'
import { useAccountChange } from './use-account-change.ts'

/** How one proves who one is. Whatever changes that asks for the password again. */
export function AccountSection() {
  const words = useSettingsText()
  return (
    <SettingsPage title={words.sections.account} lead={words.account.lead}>
      <EmailPart />
      <PasswordPart />
      <LeavePart />
    </SettingsPage>
  )
}

function EmailPart() {
  const { account } = useSettingsText()
  const { me } = useChatClient()
  // The address is told to the person alone, and never kept on the device: asked for each time.
  const asked = query.users.me.useQuery()
  const { email, emailVerified } = asked.data ?? me
  const { own } = useChatState()
  const { refetch } = asked
  // A link that was opened elsewhere changes it too.
  useEffect(() => {
    if (own !== undefined) void refetch()
  }, [own, refetch])
  const change = query.auth.changeEmail.useMutation()
  const resend = query.auth.resendVerification.useMutation()
  const form = useAccountChange(['email', 'currentPassword'])

  function submit(event: FormEvent) {
    event.preventDefault()
    const { email: address, currentPassword } = form.values
    change.mutate({ email: address.trim(), currentPassword }, form.outcome(account.emailSent(address.trim())))
  }

  return (
    <SettingsPart title={account.email}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-medium wrap-anywhere">{email}</span>
        <span
          className={`inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-semibold ${emailVerified ? 'bg-accent-soft text-accent-ink' : 'bg-mention text-mention-ink'}`}
        >
          {emailVerified ? <BadgeCheck aria-hidden="true" size={13} /> : <MailWarning aria-hidden="true" size={13} />}
          {emailVerified ? account.verified : account.unverified}
        </span>
        {!emailVerified && (
          <Button
            look="quiet"
            busy={resend.isPending}
            className="!min-h-8 !px-2 pointer-coarse:!min-h-11"
            onClick={() => resend.mutate()}
          >
            {resend.isSuccess ? account.resent : account.resend}
          </Button>
        )}
      </p>
      <form onSubmit={submit} noValidate className="mt-5">
        <TextField {...form.field('email')} label={account.newEmail} type="email" autoComplete="email" autoCapitalize="none" />
        <PasswordField {...form.field('currentPassword')} label={account.currentPassword} autoComplete="current-password" />
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" look="outline" busy={change.isPending} disabled={!form.isComplete}>
            {account.changeEmail}
          </Button>
          <FormNote tone={form.summary === undefined ? 'good' : 'bad'}>{form.summary ?? form.done}</FormNote>
        </div>
      </form>
    </SettingsPart>
  )
}

function PasswordPart() {
  const { account } = useSettingsText()
  const change = query.auth.changePassword.useMutation()
  const form = useAccountChange(['currentPassword', 'password'])

  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate(form.values, form.outcome(account.passwordChanged))
  }

  return (
    <SettingsPart title={account.password}>
      <form onSubmit={submit} noValidate>
        <PasswordField {...form.field('currentPassword')} label={account.currentPassword} autoComplete="current-password" />
        <PasswordField {...form.field('password')} label={account.newPassword} autoComplete="new-password" />
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" look="outline" busy={change.isPending} disabled={!form.isComplete}>
            {account.changePassword}
          </Button>
          <FormNote tone={form.summary === undefined ? 'good' : 'bad'}>{form.summary ?? form.done}</FormNote>
        </div>
      </form>
    </SettingsPart>
  )
}
