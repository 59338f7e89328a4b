'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { KeyRound, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClass } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { PasswordField } from '@/features/design/password-field.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { FormSummary } from './form-summary.tsx'
import { useAccountForm } from './use-account-form.ts'
import { useLinkToken } from './use-link-token.ts'
import { accountFieldProblem } from './validate-account.ts'

/** A new password by the link of a mail. */
export function ResetForm() {
  const words = useAccountText()
  const token = useLinkToken()
  const [done, setDone] = useState(false)
  const { form, field, send, busy, summary } = useAccountForm({
    fields: ['password'],
    problem: (name, value) => accountFieldProblem(name, value, words.invalid),
    async submit({ password }) {
      await createAccountCalls({ url: '' }).resetPassword({ token: token ?? '', password })
      setDone(true)
      return undefined
    },
  })
  if (token === undefined) return <Skeleton className="h-40 w-full rounded-md" />
  if (token === '') {
    return <EmptyState compact icon={<KeyRound aria-hidden="true" />} title={words.linkMissing} lead={words.linkMissingLead} />
  }
  if (done) {
    return (
      <EmptyState
        compact
        icon={<ShieldCheck aria-hidden="true" />}
        title={words.resetDone}
        lead={words.resetDoneLead}
        action={
          <Link href="/sign-in" className={buttonClass()}>
            {words.signIn}
          </Link>
        }
      />
    )
  }
  return (
    <form ref={form} onSubmit={send} noValidate method="post">
      <PasswordField
        {...field('password')}
        label={words.password}
        hint={words.passwordHint}
        autoComplete="new-password"
        autoFocus
        required
      />
      <Button type="submit" busy={busy} className="mt-2 w-full">
        {words.resetSubmit}
      </Button>
      <FormSummary message={summary} />
    </form>
  )
}
