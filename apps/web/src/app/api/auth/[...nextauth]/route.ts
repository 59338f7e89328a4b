import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { nextAuthOptions } from '@/server/browser-session'
import { getComposition } from '@/server/composition'
import { nothingHere } from '@/server/nothing-here'
import { isSignInDoor } from '@/server/sign-in-doors'

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  if (!isSignInDoor(request)) return nothingHere()
  return NextAuth(nextAuthOptions(await getComposition()))(request, context)
}

export { handle as GET, handle as POST }
