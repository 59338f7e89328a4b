'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { text } from '@/features/messages/text.ts'
import { PersonForm } from './person-form.tsx'

export function SignUpForm() {
  return <PersonForm submitLabel={text.account.signUp} submit={(values) => createAccountCalls({ url: '' }).register(values)} />
}
