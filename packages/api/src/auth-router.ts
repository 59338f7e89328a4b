import {
  changeEmailInput,
  changePasswordInput,
  claimAdminInput,
  endAccountInput,
  loginInput,
  refreshInput,
  registerInput,
  requestPasswordResetInput,
  resetPasswordInput,
  revokeOtherSessionsInput,
  revokeSessionInput,
  verifyEmailInput,
} from '@chatsphere/contracts'
import {
  changeEmail,
  changePassword,
  claimAdmin,
  deleteOwnAccount,
  disableOwnAccount,
  endSession,
  issueRealtimeToken,
  listSessions,
  refreshTokens,
  registerAccount,
  requestPasswordReset,
  resendVerification,
  resetPassword,
  revokeOtherSessions,
  revokeOwnSession,
  signIn,
  verifyEmail,
} from '@chatsphere/domain'
import { publicProcedure, router, signedInProcedure } from './trpc.ts'

export const authRouter = router({
  register: publicProcedure.input(registerInput).mutation(({ ctx, input }) => registerAccount(ctx.ctx, ctx.origin, input)),
  login: publicProcedure.input(loginInput).mutation(({ ctx, input }) => signIn(ctx.ctx, ctx.origin, input)),
  claimAdmin: publicProcedure.input(claimAdminInput).mutation(({ ctx, input }) => claimAdmin(ctx.ctx, ctx.origin, input)),
  refresh: publicProcedure.input(refreshInput).mutation(({ ctx, input }) => refreshTokens(ctx.ctx, ctx.origin, input)),
  realtimeToken: signedInProcedure.mutation(({ ctx }) => issueRealtimeToken(ctx.ctx, ctx.actor)),
  sessions: signedInProcedure.query(({ ctx }) => listSessions(ctx.ctx, ctx.actor)),
  revokeSession: signedInProcedure.input(revokeSessionInput).mutation(async ({ ctx, input }) => {
    await revokeOwnSession(ctx.ctx, ctx.actor, input)
    return {}
  }),
  revokeOtherSessions: signedInProcedure.input(revokeOtherSessionsInput).mutation(async ({ ctx, input }) => {
    await revokeOtherSessions(ctx.ctx, ctx.actor, input)
    return {}
  }),
  logout: signedInProcedure.mutation(async ({ ctx }) => {
    await endSession(ctx.ctx, ctx.actor)
    return {}
  }),

  verifyEmail: publicProcedure.input(verifyEmailInput).mutation(async ({ ctx, input }) => {
    await verifyEmail(ctx.ctx, ctx.origin, input)
    return {}
  }),
  resendVerification: signedInProcedure.mutation(async ({ ctx }) => {
    await resendVerification(ctx.ctx, ctx.actor)
    return {}
  }),
  requestPasswordReset: publicProcedure.input(requestPasswordResetInput).mutation(async ({ ctx, input }) => {
    await requestPasswordReset(ctx.ctx, ctx.origin, input)
    return {}
  }),
  resetPassword: publicProcedure.input(resetPasswordInput).mutation(async ({ ctx, input }) => {
    await resetPassword(ctx.ctx, ctx.origin, input)
    return {}
  }),
  changePassword: signedInProcedure.input(changePasswordInput).mutation(async ({ ctx, input }) => {
    await changePassword(ctx.ctx, ctx.actor, input)
    return {}
  }),
  changeEmail: signedInProcedure.input(changeEmailInput).mutation(async ({ ctx, input }) => {
    await changeEmail(ctx.ctx, ctx.actor, input)
    return {}
  }),
  disableAccount: signedInProcedure.input(endAccountInput).mutation(async ({ ctx, input }) => {
    await disableOwnAccount(ctx.ctx, ctx.actor, input)
    return {}
  }),
  deleteAccount: signedInProcedure.input(endAccountInput).mutation(async ({ ctx, input }) => {
    await deleteOwnAccount(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
