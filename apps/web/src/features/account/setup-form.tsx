'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { PersonForm } from './person-form.tsx'

/** The one-time set-up of the first administrator. The token stands in the fragment, which browsers send to nobody. */
export function SetupForm() {
  const text = useText()
  const [token, setToken] = useState<string>()

  useEffect(() => {
    setToken(window.location.hash.slice(1))
    // Out of the address bar and the history: it is as good as a password until it is used.
    window.history.replaceState(null, '', window.location.pathname)
  }, [])

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
