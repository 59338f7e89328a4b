import Bowser from 'bowser'

/** What a user agent says of itself, for people: a browser and where it runs, or the name of a program. It may say whatever it likes. */
export function deviceName(userAgent: string): string {
  if (userAgent.trim() === '') return 'Unknown device'
  const { browser, os, platform } = Bowser.parse(userAgent)
  if (!browser.name) return userAgent.split(/[\s/(]/, 1)[0] || 'Unknown device'
  const system = platform.model || os.name
  return system ? `${browser.name} on ${system}` : browser.name
}
