import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { ResetForm } from '@/features/account/reset-form.tsx'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return { title: `${account.resetTitle} · ${text.product}` }
}

export default function Reset() {
  return (
    <AccountPage page="reset">
      <ResetForm />
    </AccountPage>
  )
}
