import { defaultServerSettings, type ServerSettingsView } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { Actor, SystemCtx } from '../context.ts'
import { assertAdmin } from '../people/index.ts'
import { findVersions } from '../server-settings/index.ts'

const historyMax = 50

/** The settings of the server, who changed them and when; for admins. Throws `forbidden`. */
export async function listServerSettings(ctx: SystemCtx, actor: Actor): Promise<ServerSettingsView> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  return viewServerSettings(ctx.db)
}

export async function viewServerSettings(tx: Tx): Promise<ServerSettingsView> {
  const versions = await findVersions(tx, historyMax)
  const history = versions.map(({ changedAt, settings, ...rest }) => ({
    ...rest,
    settings: { ...defaultServerSettings, ...settings },
    changedAt: changedAt.toISOString(),
  }))
  const { version, settings } = history[0] ?? { version: 0, settings: defaultServerSettings }
  return { version, settings, history }
}
