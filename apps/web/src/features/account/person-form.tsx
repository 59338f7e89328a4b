'use client'

import { Button } from '@/features/design/button.tsx'
import { PasswordField } from '@/features/design/password-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { FormSummary } from './form-summary.tsx'
import { useAccountForm } from './use-account-form.ts'
import { type AccountField, type AccountValues, accountFieldProblem } from './validate-account.ts'

const fields: readonly AccountField[] = ['displayName', 'email', 'username', 'password']

interface PersonFormProps {
  submitLabel: string
  submit: (values: AccountValues) => Promise<{ ticket: string }>
  /** What `forbidden` means here. */
  forbidden?: string
}

/** Who somebody is, for the first time: sign-up and the set-up of the first administrator. */
export function PersonForm({ submitLabel, submit, forbidden }: PersonFormProps) {
  const words = useAccountText()
  const { form, field, send, busy, summary } = useAccountForm({
    fields,
    problem: (name, value) => accountFieldProblem(name, value, words.invalid),
    submit,
    ...(forbidden !== undefined && { forbidden }),
  })
  return (
    <form ref={form} onSubmit={send} noValidate method="post">
      <TextField
        {...field('displayName')}
        label={words.displayName}
        hint={words.displayNameHint}
        autoComplete="name"
        autoFocus
        required
      />
      <TextField
        {...field('email')}
        label={words.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <TextField
        {...field('username')}
        label={words.username}
        hint={words.usernameHint}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <PasswordField
        {...field('password')}
        label={words.password}
        hint={words.passwordHint}
        autoComplete="new-password"
        required
      />
      <Button type="submit" busy={busy} className="mt-2 w-full">
        {busy ? words.signingUp : submitLabel}
      </Button>
      <FormSummary message={summary} />
    </form>
  )
}
