import { router, signedInProcedure } from './trpc.ts'

export const systemRouter = router({
  realtime: signedInProcedure.query(({ ctx }) => ({ url: ctx.realtimeUrl })),
})
