import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SignUpForm } from '@/features/account/sign-up-form.tsx'
import { getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const text = await getText()
  return { title: `${text.account.signUp} · ${text.product}` }
}

export default function SignUp() {
  return (
    <AccountPage page="sign-up">
      <SignUpForm />
    </AccountPage>
  )
}
