import { settingOf } from '../server-settings/index.ts'

/** SQL: whether somebody's address is confirmed, or need not be; by the primary key. `userId` is SQL of who. */
export const mayWrite = (userId: string) => `(${settingOf('unverifiedMayWrite')} OR EXISTS (
     SELECT FROM auth_schema.credential confirmed WHERE confirmed.user_id = ${userId} AND confirmed.email_verified_at IS NOT NULL))`
