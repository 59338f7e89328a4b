import {
  blockInput,
  getUserInput,
  listUsersInput,
  searchUsersInput,
  updateProfileInput,
  updateSettingsInput,
} from '@chatsphere/contracts'
import {
  blockUser,
  getMe,
  getSettings,
  getUser,
  listBlocked,
  listUsers,
  searchUsers,
  unblockUser,
  updateProfile,
  updateSettings,
} from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const usersRouter = router({
  me: signedInProcedure.query(({ ctx }) => getMe(ctx.ctx, ctx.actor)),
  get: signedInProcedure.input(getUserInput).query(({ ctx, input }) => getUser(ctx.ctx, ctx.actor, input)),
  list: signedInProcedure.input(listUsersInput).query(async ({ ctx, input }) => ({
    users: await listUsers(ctx.ctx, ctx.actor, input),
  })),
  search: signedInProcedure.input(searchUsersInput).query(({ ctx, input }) => searchUsers(ctx.ctx, ctx.actor, input)),
  updateProfile: signedInProcedure
    .input(updateProfileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.ctx, ctx.actor, input)),
  block: signedInProcedure.input(blockInput).mutation(async ({ ctx, input }) => {
    await blockUser(ctx.ctx, ctx.actor, input)
    return {}
  }),
  unblock: signedInProcedure.input(blockInput).mutation(async ({ ctx, input }) => {
    await unblockUser(ctx.ctx, ctx.actor, input)
    return {}
  }),
  blocked: signedInProcedure.query(async ({ ctx }) => ({ users: await listBlocked(ctx.ctx, ctx.actor) })),
  settings: signedInProcedure.query(({ ctx }) => getSettings(ctx.ctx, ctx.actor)),
  updateSettings: signedInProcedure
    .input(updateSettingsInput)
    .mutation(({ ctx, input }) => updateSettings(ctx.ctx, ctx.actor, input)),
})
