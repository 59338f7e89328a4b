/*
 * What screens offer and schemas accept. Without the schema library, so that a page can have these values alone: the package says that
 * its modules do nothing when they are loaded, and a bundler then takes only those that are used.
 */

export const settingChoices = {
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  /** What Enter does in the composer; Shift + Enter does the other. */
  enterKey: ['send', 'newline'],
  /** `system`: the browser's. */
  language: ['system', 'en', 'ar'],
  /** Who may know when one was here last. Whoever hides it does not see that of others either. */
  lastSeen: ['contacts', 'nobody'],
} as const

export type Settings = { [Name in keyof typeof settingChoices]: (typeof settingChoices)[Name][number] }

/** What a setting is that nobody has set. */
export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  enterKey: 'send',
  language: 'system',
  lastSeen: 'contacts',
}

/** `online`: whatever the devices say. `invisible`: offline for everybody else. */
export const ownStatuses = ['online', 'away', 'dnd', 'invisible'] as const

/** Of the whole server, data that the acts and the UI read; what somebody may do in a conversation is a `Role`. */
export const globalRoles = ['user', 'moderator', 'admin'] as const
export type GlobalRole = (typeof globalRoles)[number]

/** What an admin may look for. */
export const accountStates = ['active', 'disabled', 'deleted'] as const

/** People choose one of so many colours for their avatar. */
export const avatarColourCount = 10

/** Most people whose presence is asked for, or watched by one connection, at a time. */
export const watchedMax = 200

/** After so long without a touch a device counts as idle. */
export const idleAfterMs = 5 * 60_000
