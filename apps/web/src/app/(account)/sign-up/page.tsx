import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SignUpForm } from '@/features/account/sign-up-form.tsx'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return { title: `${account.signUp} · ${text.product}` }
}

export default function SignUp() {
  return (
    <AccountPage page="sign-up">
      <SignUpForm />
    </AccountPage>
  )
}
