/** The setting on this device: `light`, `dark`, or absent for the system's. */
export const themeKey = 'chatsphere:theme'
/** `compact`, or absent. */
export const densityKey = 'chatsphere:density'
/** The window event that tells the script that the setting has changed. */
export const themeChanged = 'chatsphere:theme-changed'

/**
 * Runs in <head>, before anything is painted: no flash of the wrong theme. Then follows the setting, other tabs and
 * the system. A constant, with nothing of a user in it.
 */
export const themeScript = `(() => {
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    let stored = null
    let density = null
    try { stored = localStorage.getItem('${themeKey}'); density = localStorage.getItem('${densityKey}') } catch {}
    root.dataset.density = density === 'compact' ? 'compact' : 'comfortable'
    const dark = stored === 'dark' || (stored !== 'light' && system.matches)
    root.dataset.theme = dark ? 'dark' : 'light'
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = dark ? '#101716' : '#eef1ee'
  }
  apply()
  system.addEventListener('change', apply)
  addEventListener('storage', apply)
  addEventListener('${themeChanged}', apply)
  addEventListener('DOMContentLoaded', apply)
})()`
