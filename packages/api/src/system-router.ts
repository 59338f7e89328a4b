import { listDeadLettersInput, replayDeadLetterInput, updateServerSettingsInput } from '@chatsphere/contracts'
import { listDeadLetters, listServerSettings, listServices, replayDeadLetter, updateServerSettings } from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const systemRouter = router({
  realtime: signedInProcedure.query(async ({ ctx }) => ({ url: await ctx.findRealtimeUrl() })),
  services: signedInProcedure.query(({ ctx }) => listServices(ctx.ctx, ctx.actor)),
  settings: signedInProcedure.query(({ ctx }) => listServerSettings(ctx.ctx, ctx.actor)),
  updateSettings: signedInProcedure
    .input(updateServerSettingsInput)
    .mutation(({ ctx, input }) => updateServerSettings(ctx.ctx, ctx.actor, input)),
  deadLetters: signedInProcedure
    .input(listDeadLettersInput)
    .query(({ ctx, input }) => listDeadLetters(ctx.ctx, ctx.actor, input)),
  replayDeadLetter: signedInProcedure.input(replayDeadLetterInput).mutation(async ({ ctx, input }) => {
    await replayDeadLetter(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
