import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { SetupForm } from '@/features/account/setup-form.tsx'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return { title: `${account.setupTitle} · ${text.product}` }
}

export default function Setup() {
  return (
    <AccountPage page="setup">
      <SetupForm />
    </AccountPage>
  )
}
