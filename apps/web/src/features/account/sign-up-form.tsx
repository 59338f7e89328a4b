'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { PersonForm } from './person-form.tsx'
import { useLinkToken } from './use-link-token.ts'

/** Opened by the link of an invitation it registers with that. */
export function SignUpForm() {
  const words = useAccountText()
  const invitation = useLinkToken()
  return (
    <PersonForm
      submitLabel={words.signUp}
      forbidden={invitation ? words.invitationOver : words.registrationClosed}
      submit={(values) => createAccountCalls({ url: '' }).register({ ...values, ...(invitation && { invitation }) })}
    />
  )
}
