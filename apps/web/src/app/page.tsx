import { redirect } from 'next/navigation'
import { getMe } from '@/server/session'

export default async function Home() {
  redirect((await getMe()) === null ? '/sign-in' : '/chat')
}
