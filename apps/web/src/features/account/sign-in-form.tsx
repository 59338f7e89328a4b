'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import Link from 'next/link'
import { Button } from '@/features/design/button.tsx'
import { PasswordField } from '@/features/design/password-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { FormSummary } from './form-summary.tsx'
import { useAccountForm } from './use-account-form.ts'

export function SignInForm() {
  const words = useAccountText()
  const { form, field, send, busy, summary } = useAccountForm({
    fields: ['identifier', 'password'],
    problem: (name, value) => ((name === 'password' ? value : value.trim()) === '' ? words.invalid.required[name] : undefined),
    submit: (values) => createAccountCalls({ url: '' }).login(values),
  })
  return (
    <form ref={form} onSubmit={send} noValidate method="post">
      <TextField
        {...field('identifier')}
        label={words.identifier}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
      <PasswordField {...field('password')} label={words.password} autoComplete="current-password" required />
      <p className="-mt-2 mb-3 text-end text-sm">
        <Link
          href="/forgot"
          className="inline-flex min-h-6 items-center rounded-sm text-accent-ink hover:underline pointer-coarse:min-h-11"
        >
          {words.forgot}
        </Link>
      </p>
      <Button type="submit" busy={busy} className="mt-2 w-full">
        {busy ? words.signingIn : words.signIn}
      </Button>
      <FormSummary message={summary} />
    </form>
  )
}
