import { setStatusInput, watchInput } from '@chatsphere/contracts'
import { listPresence, setStatus } from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const presenceRouter = router({
  of: signedInProcedure.input(watchInput).query(({ ctx, input }) => listPresence(ctx.ctx, ctx.actor, input)),
  setStatus: signedInProcedure.input(setStatusInput).mutation(({ ctx, input }) => setStatus(ctx.ctx, ctx.actor, input)),
})
