export { type AppRouter, appRouter } from './app-router.ts'
export type { ApiCtx } from './context.ts'
