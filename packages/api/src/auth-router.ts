import { claimAdminInput, loginInput, refreshInput, registerInput, revokeSessionInput } from '@chatsphere/contracts'
import {
  claimAdmin,
  endSession,
  issueRealtimeToken,
  listSessions,
  refreshTokens,
  registerAccount,
  revokeOwnSession,
  signIn,
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
  logout: signedInProcedure.mutation(async ({ ctx }) => {
    await endSession(ctx.ctx, ctx.actor)
    return {}
  }),
})
