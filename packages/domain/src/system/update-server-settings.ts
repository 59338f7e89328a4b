import type { ServerSettingsView, UpdateServerSettingsInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import type { Actor, SystemCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertAdmin } from '../people/index.ts'
import { saveVersion } from '../server-settings/index.ts'
import { viewServerSettings } from './list-server-settings.ts'

/**
 * Makes the next version of the settings of the server, which holds for every process from its commit on. Throws `forbidden`, and
 * `edit_conflict` where somebody else was faster: an admin changes only what they have seen.
 */
export async function updateServerSettings(
  ctx: SystemCtx,
  actor: Actor,
  input: UpdateServerSettingsInput,
): Promise<ServerSettingsView> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  return ctx.db.inTransaction(async (tx) => {
    const before = await viewServerSettings(tx)
    const given = Object.entries(input.settings).filter(([, value]) => value !== undefined)
    const settings = { ...before.settings, ...Object.fromEntries(given) }
    const version = input.version + 1
    if (before.version !== input.version || !(await saveVersion(tx, version, settings, actor.userId))) {
      throw new DomainError('edit_conflict', 'Somebody else has changed the settings.')
    }
    await appendEvents(tx, [
      { topic: 'server_settings.changed.v1', key: 'server', payload: { actorId: actor.userId, version, settings } },
    ])
    return viewServerSettings(tx)
  })
}
