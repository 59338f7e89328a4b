import { settingOf } from '../server-settings/index.ts'

/**
 * SQL: whether somebody's address is confirmed, or need not be; `userId` is SQL of who. By the primary key, and only where the setting asks
 * for it: PostgreSQL might read the whole table once for an EXISTS in its place.
 */
export const mayWrite = (userId: string) => `(${settingOf('unverifiedMayWrite')} OR coalesce((
     SELECT own.email_verified_at IS NOT NULL FROM auth_schema.credential own WHERE own.user_id = ${userId}), false))`
