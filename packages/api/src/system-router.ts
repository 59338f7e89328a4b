import { listDeadLettersInput, replayDeadLetterInput } from '@chatsphere/contracts'
import { listDeadLetters, replayDeadLetter } from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const systemRouter = router({
  realtime: signedInProcedure.query(({ ctx }) => ({ url: ctx.realtimeUrl })),
  deadLetters: signedInProcedure
    .input(listDeadLettersInput)
    .query(({ ctx, input }) => listDeadLetters(ctx.ctx, ctx.actor, input)),
  replayDeadLetter: signedInProcedure.input(replayDeadLetterInput).mutation(async ({ ctx, input }) => {
    await replayDeadLetter(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
