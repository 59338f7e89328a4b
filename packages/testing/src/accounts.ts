import type { Tokens } from '@chatsphere/contracts'
import { type Actor, accessSession, type Origin, registerAccount } from '@chatsphere/domain'
import type { TestCtx } from './context.ts'

export const testOrigin: Origin = { address: '192.0.2.1', userAgent: 'test' }

export interface TestAccount {
  readonly actor: Actor
  readonly tokens: Tokens
  readonly username: string
  readonly password: string
}

/** Registers a person, as a program would, and answers them signed in. `name` must be unique in the database. */
export async function createAccountFor(ctx: TestCtx, name: string, displayName = name): Promise<TestAccount> {
  const password = `password of ${name}`
  const username = name.toLowerCase()
  const signedIn = await registerAccount(ctx, testOrigin, { email: `${username}@example.org`, username, displayName, password })
  if (!('tokens' in signedIn)) throw new Error('A program gets tokens')
  const subject = await ctx.tokens.verify(['access'], signedIn.tokens.accessToken)
  if (!subject) throw new Error('The access token must verify')
  return { actor: await accessSession(ctx, subject.sessionId), tokens: signedIn.tokens, username, password }
}
