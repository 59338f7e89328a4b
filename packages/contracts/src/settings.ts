import { z } from 'zod'
import { settingChoices } from './choices.ts'

/** What a person sets for themselves, the same on all their devices. What is left out stays as it is. */
export const updateSettingsInput = z
  .strictObject({
    theme: z.enum(settingChoices.theme),
    density: z.enum(settingChoices.density),
    enterKey: z.enum(settingChoices.enterKey),
    language: z.enum(settingChoices.language),
    lastSeen: z.enum(settingChoices.lastSeen),
  })
  .partial()

export type UpdateSettingsInput = z.infer<typeof updateSettingsInput>
