import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { ForgotForm } from '@/features/account/forgot-form.tsx'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return { title: `${account.forgotTitle} · ${text.product}` }
}

export default function Forgot() {
  return (
    <AccountPage page="forgot">
      <ForgotForm />
    </AccountPage>
  )
}
