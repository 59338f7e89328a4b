import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SignInForm } from '@/features/account/sign-in-form.tsx'
import { text } from '@/features/messages/text.ts'

const words = text.account

export const metadata: Metadata = { title: `${words.signIn} · ${text.product}` }

export default function SignIn() {
  return (
    <AccountPage
      title={words.signInTitle}
      lead={words.signInLead}
      other={{ question: words.newHere, label: words.signUp, href: '/sign-up' }}
    >
      <SignInForm />
    </AccountPage>
  )
}
