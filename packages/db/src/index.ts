export { connectionConfig } from './connection-config.ts'
export {
  type Database,
  DatabaseUnavailable,
  openDatabase,
  type PrismaTx,
} from './database.ts'
export { Prisma } from './generated/prisma/client.ts'
export { markHandled } from './inbox.ts'
export { appendToOutbox } from './outbox.ts'
export { listenToOutbox } from './outbox-signal.ts'
export { currentRequestId, runAsRequest } from './request-context.ts'
export { type Statement, statement, type Tx } from './statement.ts'
