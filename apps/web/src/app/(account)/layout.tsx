import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { getMe } from '@/server/session'

/** Who is signed in has nothing to do here. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  if ((await getMe()) !== null) redirect('/chat')
  return children
}
