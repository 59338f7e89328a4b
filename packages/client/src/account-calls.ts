import type {
  ClaimAdminInput,
  LoginInput,
  Me,
  RegisterInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  VerifyEmailInput,
} from '@chatsphere/contracts'
import { createCalls } from './calls.ts'
import { toChatError } from './chat-error.ts'

/** What a browser page gets: the user, and the ticket to trade once for its session cookie. */
export interface Ticketed {
  user: Me
  ticket: string
}

export interface AccountCalls {
  register(input: Omit<RegisterInput, 'ticket'>): Promise<Ticketed>
  login(input: Omit<LoginInput, 'ticket'>): Promise<Ticketed>
  claimAdmin(input: ClaimAdminInput): Promise<Ticketed>
  /** Resolves whether there is such an account or not. */
  requestPasswordReset(input: RequestPasswordResetInput): Promise<void>
  resetPassword(input: ResetPasswordInput): Promise<void>
  verifyEmail(input: VerifyEmailInput): Promise<void>
}

/** Sign-up, sign-in and mailed links of a browser page without a session. Rejected calls reject with a `ChatError`; `fields` says which input is at fault. */
export function createAccountCalls(options: { url: string }): AccountCalls {
  const calls = createCalls(options.url)
  const ticketed = async (answer: Promise<{ user: Me; ticket: string } | { user: Me; tokens: unknown }>): Promise<Ticketed> => {
    const signedIn = await answer.catch((error: unknown) => Promise.reject(toChatError(error)))
    if (!('ticket' in signedIn)) throw new Error('The server answered with tokens where a ticket was asked for')
    return signedIn
  }
  const settled = async (answer: Promise<unknown>): Promise<void> => {
    await answer.catch((error: unknown) => Promise.reject(toChatError(error)))
  }
  return {
    register: (input) => ticketed(calls.auth.register.mutate({ ...input, ticket: true })),
    login: (input) => ticketed(calls.auth.login.mutate({ ...input, ticket: true })),
    claimAdmin: (input) => ticketed(calls.auth.claimAdmin.mutate(input)),
    requestPasswordReset: (input) => settled(calls.auth.requestPasswordReset.mutate(input)),
    resetPassword: (input) => settled(calls.auth.resetPassword.mutate(input)),
    verifyEmail: (input) => settled(calls.auth.verifyEmail.mutate(input)),
  }
}
