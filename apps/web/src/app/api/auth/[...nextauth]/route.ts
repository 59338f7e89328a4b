import NextAuth from 'next-auth'
import { behindHost } from '@/server/behind-host'
import { nextAuthOptions } from '@/server/browser-session'
import { getComposition } from '@/server/composition'
import { nothingHere } from '@/server/nothing-here'
import { isSignInDoor } from '@/server/sign-in-doors'

const handle = behindHost<{ params: Promise<{ nextauth: string[] }> }>(async (request, context) => {
  if (!isSignInDoor(request)) return nothingHere()
  return NextAuth(nextAuthOptions(await getComposition()))(request, context)
})

export { handle as GET, handle as POST }
