'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { useText } from '@/features/messages/use-text.ts'
import { PersonForm } from './person-form.tsx'

export function SignUpForm() {
  const text = useText()
  return <PersonForm submitLabel={text.account.signUp} submit={(values) => createAccountCalls({ url: '' }).register(values)} />
}
