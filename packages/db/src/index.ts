export { type Database, DatabaseUnavailable, openDatabase, type PrismaTx, statement, type Tx } from './database.ts'
export { Prisma } from './generated/prisma/client.ts'
export { markHandled } from './inbox.ts'
export { appendToOutbox } from './outbox.ts'
