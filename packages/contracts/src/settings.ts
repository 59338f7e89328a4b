import { z } from 'zod'

/** What a person sets for themselves, the same on all their devices. A setting that is not stored has the value of `defaultSettings`. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** What Enter does in the composer; Shift + Enter does the other. */
  enterKey: z.enum(['send', 'newline']),
  /** `system`: the browser's. */
  language: z.enum(['system', 'en', 'ar']),
  /** Who may know when one was here last. Whoever hides it does not see that of others either. */
  lastSeen: z.enum(['contacts', 'nobody']),
})

export type Settings = z.infer<typeof settings>

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  enterKey: 'send',
  language: 'system',
  lastSeen: 'contacts',
}

/** What is left out stays as it is. */
export const updateSettingsInput = settings.partial().strict()
export type UpdateSettingsInput = z.infer<typeof updateSettingsInput>
