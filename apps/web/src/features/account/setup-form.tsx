'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { KeyRound } from 'lucide-react'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { PersonForm } from './person-form.tsx'
import { useLinkToken } from './use-link-token.ts'

/** The one-time set-up of the first administrator. */
export function SetupForm() {
  const words = useAccountText()
  const token = useLinkToken()

  if (token === undefined) return <Skeleton className="h-90 w-full rounded-md" />
  if (token === '') {
    return (
      <EmptyState
        icon={<KeyRound aria-hidden="true" />}
        title={words.setupLinkMissing}
        lead={words.setupLinkMissingLead}
        compact
      />
    )
  }
  return (
    <PersonForm
      submitLabel={words.setupSubmit}
      submit={(values) => createAccountCalls({ url: '' }).claimAdmin({ ...values, setupToken: token })}
    />
  )
}
