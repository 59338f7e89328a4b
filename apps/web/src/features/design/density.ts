'use client'

import type { Settings } from '@chatsphere/contracts'
import { densityKey } from './theme-script.ts'

/** Keeps the setting on this device; the page follows at once. Comfortable is how the page is without it. */
export function setDensity(density: Settings['density']): void {
  try {
    if (density === 'comfortable') localStorage.removeItem(densityKey)
    else localStorage.setItem(densityKey, density)
  } catch {
    // Storage may be forbidden: the density then lasts as long as the page.
  }
  document.documentElement.dataset.density = density
}
