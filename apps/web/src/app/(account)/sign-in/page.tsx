import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SignInForm } from '@/features/account/sign-in-form.tsx'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return { title: `${account.signIn} · ${text.product}` }
}

export default function SignIn() {
  return (
    <AccountPage page="sign-in">
      <SignInForm />
    </AccountPage>
  )
}
