import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { VerifyCheck } from '@/features/account/verify-check.tsx'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return { title: `${account.verifyTitle} · ${text.product}` }
}

export default function Verify() {
  return (
    <AccountPage page="verify">
      <VerifyCheck />
    </AccountPage>
  )
}
