import type { Me } from '@chatsphere/contracts'
import { accessUsedSession, DomainError, getMe as readMe } from '@chatsphere/domain'
import { cookies } from 'next/headers'
import { readSessionCookie } from './browser-session'
import { getComposition } from './composition'

/** The signed-in user of the page under way, checked against the database now; null if there is none. */
export async function getMe(): Promise<Me | null> {
  const { config, ctx } = await getComposition()
  const sessionId = await readSessionCookie(config, await cookies())
  if (!sessionId) return null
  try {
    return await readMe(ctx, await accessUsedSession(ctx, sessionId))
  } catch (error) {
    if (error instanceof DomainError && error.code === 'session_revoked') return null
    throw error
  }
}
