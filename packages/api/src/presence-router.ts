import { watchInput } from '@chatsphere/contracts'
import { watchPresence } from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const presenceRouter = router({
  of: signedInProcedure.input(watchInput).query(({ ctx, input }) => watchPresence(ctx.ctx, ctx.actor, input)),
})
