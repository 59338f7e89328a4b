import type { Metadata } from 'next'
import { AccountPage } from '@/features/account/account-page.tsx'
import { VerifyCheck } from '@/features/account/verify-check.tsx'
import { getText } from '@/features/messages/request-text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const text = await getText()
  return { title: `${text.account.verifyTitle} · ${text.product}` }
}

export default function Verify() {
  return (
    <AccountPage page="verify">
      <VerifyCheck />
    </AccountPage>
  )
}
