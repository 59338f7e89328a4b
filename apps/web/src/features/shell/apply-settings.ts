'use client'

import type { Settings } from '@chatsphere/contracts'
import { setDensity } from '@/features/design/density.ts'
import { setTheme } from '@/features/design/theme.ts'
import { setLanguage } from '@/features/messages/language.ts'

/** Makes this device look as the person has set it. Kept here too, so that the next first paint needs nobody's word. */
export function applySettings({ theme, density, language }: Pick<Settings, 'theme' | 'density' | 'language'>): void {
  setTheme(theme)
  setDensity(density)
  setLanguage(language)
}
