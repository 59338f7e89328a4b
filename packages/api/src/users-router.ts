import { getUserInput, searchUsersInput } from '@chatsphere/contracts'
import { getMe, getUser, searchUsers } from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const usersRouter = router({
  me: signedInProcedure.query(({ ctx }) => getMe(ctx.ctx, ctx.actor)),
  get: signedInProcedure.input(getUserInput).query(({ ctx, input }) => getUser(ctx.ctx, ctx.actor, input)),
  search: signedInProcedure.input(searchUsersInput).query(({ ctx, input }) => searchUsers(ctx.ctx, ctx.actor, input)),
})
