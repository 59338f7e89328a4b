'use client'

'use client'

import { useSyncExternalStore } from 'react'
import { themeChanged, themeKey } from './theme-script.ts'

export type ThemeSetting = 'light' | 'dark' | 'system'

function themeSetting(): ThemeSetting {
  try {
    const stored = localStorage.getItem(themeKey)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

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

function subscribe(listener: () => void): () => void {
  window.addEventListener(themeChanged, listener)
  window.addEventListener('storage', listener)
  return () => {
    window.removeEventListener(themeChanged, listener)
    window.removeEventListener('storage', listener)
  }
}

export function useTheme(): ThemeSetting {
  return useSyncExternalStore(subscribe, themeSetting, () => 'system')
}
