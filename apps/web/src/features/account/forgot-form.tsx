'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { FormSummary } from './form-summary.tsx'
import { useAccountForm } from './use-account-form.ts'
import { accountFieldProblem } from './validate-account.ts'

/** Says the same whether there is such an account or not, as the server does. */
export function ForgotForm() {
  const words = useAccountText()
  const [sentTo, setSentTo] = useState<string>()
  const { form, field, send, busy, summary } = useAccountForm({
    fields: ['email'],
    problem: (name, value) => accountFieldProblem(name, value, words.invalid),
    async submit({ email }) {
      await createAccountCalls({ url: '' }).requestPasswordReset(email.trim())
      setSentTo(email.trim())
      return undefined
    },
  })
  if (sentTo !== undefined) {
    return (
      <EmptyState compact icon={<MailCheck aria-hidden="true" />} title={words.forgotSent} lead={words.forgotSentLead(sentTo)} />
    )
  }
  return (
    <form ref={form} onSubmit={send} noValidate method="post">
      <TextField
        {...field('email')}
        label={words.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
      <Button type="submit" busy={busy} className="mt-2 w-full">
        {words.forgotSubmit}
      </Button>
      <FormSummary message={summary} />
    </form>
  )
}
