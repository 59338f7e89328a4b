'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { PersonForm } from './person-form.tsx'

export function SignUpForm() {
  const words = useAccountText()
  return <PersonForm submitLabel={words.signUp} submit={(values) => createAccountCalls({ url: '' }).register(values)} />
}
