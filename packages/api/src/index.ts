export type { ApiContext, ApiCtx } from './context.ts'
export { type AppRouter, appRouter } from './app-router.ts'
