import type { ClaimAdminInput, LoginInput, Me, RegisterInput, ResetPasswordInput } from '@chatsphere/contracts'
import { createCalls } from './calls.ts'
import { settled } from './chat-error.ts'

/** What a browser page gets: the user, and the ticket to trade once for its session cookie. */
export interface Ticketed {
  user: Me
  ticket: string
}

export interface AccountCalls {
  register(input: Omit<RegisterInput, 'ticket'>): Promise<Ticketed>
  login(input: Omit<LoginInput, 'ticket'>): Promise<Ticketed>
  claimAdmin(input: ClaimAdminInput): Promise<Ticketed>
  /** Opens the link of a mail that confirms an address. `invalid_token`: it was used or is over. */
  verifyEmail(token: string): Promise<void>
  /** Resolves whether there is an account with the address or not. */
  requestPasswordReset(email: string): Promise<void>
  /** Opens the link of a mail. Whoever is signed in with the account anywhere is signed out. */
  resetPassword(input: ResetPasswordInput): Promise<void>
}

/** What pages ask for whoever is not signed in: sign-up, sign-in, the links of mails. Rejected calls reject with a `ChatError`; `fields` says which input is at fault. */
export function createAccountCalls(options: { url: string }): AccountCalls {
  const calls = createCalls(options.url)
  const ticketed = async (answer: Promise<{ user: Me; ticket: string } | { user: Me; tokens: unknown }>): Promise<Ticketed> => {
    const signedIn = await settled(answer)
    if (!('ticket' in signedIn)) throw new Error('The server answered with tokens where a ticket was asked for')
    return signedIn
  }
  return {
    register: (input) => ticketed(calls.auth.register.mutate({ ...input, ticket: true })),
    login: (input) => ticketed(calls.auth.login.mutate({ ...input, ticket: true })),
    claimAdmin: (input) => ticketed(calls.auth.claimAdmin.mutate(input)),
    async verifyEmail(token) {
      await settled(calls.auth.verifyEmail.mutate({ token }))
    },
    async requestPasswordReset(email) {
      await settled(calls.auth.requestPasswordReset.mutate({ email }))
    },
    async resetPassword(input) {
      await settled(calls.auth.resetPassword.mutate(input))
    },
  }
}
