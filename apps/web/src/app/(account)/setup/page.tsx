import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SetupForm } from '@/features/account/setup-form.tsx'
import { text } from '@/features/messages/text.ts'

const words = text.account

export const metadata: Metadata = { title: `${words.setupTitle} · ${text.product}` }

export default function Setup() {
  return (
    <AccountPage
      title={words.setupTitle}
      lead={words.setupLead}
      other={{ question: words.setupDone, label: words.signIn, href: '/sign-in' }}
    >
      <SetupForm />
    </AccountPage>
  )
}
