import { adminRouter } from './admin-router.ts'
import { authRouter } from './auth-router.ts'
import { chatRouter } from './chat-router.ts'
import { groupsRouter } from './groups-router.ts'
import { presenceRouter } from './presence-router.ts'
import { systemRouter } from './system-router.ts'
import { router } from './trpc.ts'
import { usersRouter } from './users-router.ts'

export const appRouter = router({
  auth: authRouter,
  users: usersRouter,
  chat: chatRouter,
  groups: groupsRouter,
  presence: presenceRouter,
  system: systemRouter,
  admin: adminRouter,
})

export type AppRouter = typeof appRouter
