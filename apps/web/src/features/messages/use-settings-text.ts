'use client'

import { arSettings } from './ar-settings.ts'
import { enSettings, type SettingsMessages } from './en-settings.ts'
import { useText } from './use-text.ts'

/** The words of settings and administration in the language in use. */
export function useSettingsText(): SettingsMessages {
  return useText().language === 'ar' ? arSettings : enSettings
}
