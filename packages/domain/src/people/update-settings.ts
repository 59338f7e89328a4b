import { defaultSettings, type Settings, type UpdateSettingsInput } from '@chatsphere/contracts'
import { announcePerson, changeOwnState } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { lockSettings, saveSettings } from './settings-repository.ts'

/**
 * Changes some of the actor's settings on all their devices, and answers all of them. Only what differs from the defaults is stored, so
 * that a later default reaches whoever never chose. The same again changes nothing.
 */
export async function updateSettings(ctx: Ctx, actor: Actor, input: UpdateSettingsInput): Promise<Settings> {
  await ctx.limits.consume('settingsPerAccount', actor.userId)
  const { userId } = actor
  const { settings, change } = await ctx.db.inTransaction(async (tx) => {
    const stored: Settings = { ...defaultSettings, ...(await lockSettings(tx, userId)) }
    const given = Object.entries(input).filter(([, value]) => value !== undefined)
    const settings: Settings = { ...stored, ...Object.fromEntries(given) }
    if (names.every((name) => settings[name] === stored[name])) return { settings, change: null }
    const change = await changeOwnState(tx, userId, (userIds) => ({
      topic: 'settings.changed.v1',
      key: userId,
      payload: { userId, userIds },
    }))
    await saveSettings(tx, userId, differences(settings))
    return { settings, change }
  })
  if (change) await announcePerson(ctx, change)
  return settings
}

const names = Object.keys(defaultSettings) as (keyof Settings)[]

function differences(settings: Settings): Partial<Settings> {
  const different = names.filter((name) => settings[name] !== defaultSettings[name])
  return Object.fromEntries(different.map((name) => [name, settings[name]]))
}
