'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { KeyRound } from 'lucide-react'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { PersonForm } from './person-form.tsx'
import { useLinkToken } from './use-link-token.ts'

/** The one-time set-up of the first administrator. */
export function SetupForm() {
  const text = useText()
  const token = useLinkToken()

  if (token === undefined) return <Skeleton className="h-90 w-full rounded-md" />
  if (token === '') {
    return (
      <EmptyState
        icon={<KeyRound aria-hidden="true" />}
        title={text.account.setupLinkMissing}
        lead={text.account.setupLinkMissingLead}
        compact
      />
    )
  }
  return (
    <PersonForm
      submitLabel={text.account.setupSubmit}
      submit={(values) => createAccountCalls({ url: '' }).claimAdmin({ ...values, setupToken: token })}
    />
  )
}
