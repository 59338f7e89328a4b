import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SignUpForm } from '@/features/account/sign-up-form.tsx'
import { text } from '@/features/messages/text.ts'

const words = text.account

export const metadata: Metadata = { title: `${words.signUp} · ${text.product}` }

export default function SignUp() {
  return (
    <AccountPage
      title={words.signUpTitle}
      lead={words.signUpLead}
      other={{ question: words.haveAccount, label: words.signIn, href: '/sign-in' }}
    >
      <SignUpForm />
    </AccountPage>
  )
}
