'use client'

import { themeChanged, themeKey } from './theme-script.ts'

export type ThemeSetting = 'light' | 'dark' | 'system'

/** Keeps the setting on this device. The script of the first paint hears the event and changes the page. */
export function setTheme(setting: ThemeSetting): void {
  try {
    if (setting === 'system') localStorage.removeItem(themeKey)
    else localStorage.setItem(themeKey, setting)
  } catch {
    // Storage may be forbidden: the theme then follows the system.
  }
  window.dispatchEvent(new Event(themeChanged))
}
