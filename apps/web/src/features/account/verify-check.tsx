'use client'

import { createAccountCalls } from '@chatsphere/client/account'
import { BadgeCheck, MailWarning } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { accountFailure } from './account-failure.ts'
import { FormSummary } from './form-summary.tsx'
import { useLinkToken } from './use-link-token.ts'

/** Shows that an address is one's own. It takes a press: some mail programs open links by themselves, and the link works once. */
export function VerifyCheck() {
  const text = useText()
  const words = useAccountText()
  const token = useLinkToken()
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking')
  const [failure, setFailure] = useState<string>()

  async function confirm() {
    setState('busy')
    setFailure(undefined)
    try {
      await createAccountCalls({ url: '' }).verifyEmail(token ?? '')
      setState('done')
    } catch (error) {
      const { summary, fields } = accountFailure(text, error)
      setFailure(summary ?? Object.values(fields)[0])
      setState('asking')
    }
  }

  if (token === undefined) return <Skeleton className="h-40 w-full rounded-md" />
  if (token === '') {
    return <EmptyState compact icon={<MailWarning aria-hidden="true" />} title={words.linkMissing} lead={words.linkMissingLead} />
  }
  if (state === 'done') {
    return <EmptyState compact icon={<BadgeCheck aria-hidden="true" />} title={words.verifyDone} lead={words.verifyDoneLead} />
  }
  return (
    <div className="mb-6">
      <Button busy={state === 'busy'} className="w-full" onClick={() => void confirm()}>
        {state === 'busy' ? words.verifying : words.verifySubmit}
      </Button>
      <FormSummary message={failure} />
    </div>
  )
}
