import {
  accountSessionsInput,
  createInvitationInput,
  endAccountSessionsInput,
  listAccountsInput,
  revokeInvitationInput,
  setDisabledInput,
  setGlobalRoleInput,
} from '@chatsphere/contracts'
import {
  createInvitation,
  endAccountSessions,
  listAccountSessions,
  listAccounts,
  listInvitations,
  revokeInvitation,
  setDisabled,
  setGlobalRole,
} from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const adminRouter = router({
  accounts: signedInProcedure.input(listAccountsInput).query(({ ctx, input }) => listAccounts(ctx.ctx, ctx.actor, input)),
  setRole: signedInProcedure.input(setGlobalRoleInput).mutation(({ ctx, input }) => setGlobalRole(ctx.ctx, ctx.actor, input)),
  setDisabled: signedInProcedure.input(setDisabledInput).mutation(({ ctx, input }) => setDisabled(ctx.ctx, ctx.actor, input)),
  sessions: signedInProcedure
    .input(accountSessionsInput)
    .query(({ ctx, input }) => listAccountSessions(ctx.ctx, ctx.actor, input)),
  endSessions: signedInProcedure.input(endAccountSessionsInput).mutation(async ({ ctx, input }) => {
    await endAccountSessions(ctx.ctx, ctx.actor, input)
    return {}
  }),
  invitations: signedInProcedure.query(async ({ ctx }) => ({ invitations: await listInvitations(ctx.ctx, ctx.actor) })),
  createInvitation: signedInProcedure
    .input(createInvitationInput)
    .mutation(({ ctx, input }) => createInvitation(ctx.ctx, ctx.actor, input)),
  revokeInvitation: signedInProcedure
    .input(revokeInvitationInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.ctx, ctx.actor, input)),
})
