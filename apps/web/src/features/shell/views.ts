/** The sections of the settings, in their order. */
export const settingsSections = ['profile', 'account', 'devices', 'appearance', 'privacy'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** What the address shows. A `section` undefined is the list of sections, which a desktop shows beside the first one. */
export type View =
  | { kind: 'list' }
  | { kind: 'conversation'; id: string }
  | { kind: 'settings'; section: SettingsSection | undefined }
  | { kind: 'admin' }
  /** Of somebody who follows the link of an invitation to a group. */
  | { kind: 'invitation'; code: string }

export function viewOf(path: string): View {
  const [, area, part, ...rest] = path.split('/')
  if (rest.length > 0) return { kind: 'list' }
  if (area === 'chat' && part !== undefined && /^[\w-]+$/.test(part)) return { kind: 'conversation', id: part }
  if (area === 'settings') return { kind: 'settings', section: settingsSections.find((section) => section === part) }
  if (area === 'admin') return { kind: 'admin' }
  if (area === 'join' && part !== undefined && /^[\w-]+$/.test(part)) return { kind: 'invitation', code: part }
  return { kind: 'list' }
}

/** Undefined: the address shows something else. */
export function conversationIdOf(path: string): string | undefined {
  const view = viewOf(path)
  return view.kind === 'conversation' ? view.id : undefined
}

export function conversationPath(conversationId: string): string {
  return `/chat/${conversationId}`
}

export function settingsPath(section?: SettingsSection): string {
  return section === undefined ? '/settings' : `/settings/${section}`
}

export const adminPath = '/admin'

export function invitationPath(code: string): string {
  return `/join/${code}`
}
