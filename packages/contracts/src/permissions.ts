export type ConversationKind = 'direct' | 'group' | 'channel'

export type Role = 'owner' | 'admin' | 'moderator' | 'member' | 'guest'

/** The lowest last: whoever removes somebody stands above them. */
export const roles: readonly Role[] = ['owner', 'admin', 'moderator', 'member', 'guest']

/** What each group may give to another role than the usual one. */
export const permissionNames = ['post', 'pin', 'add_members', 'remove_members', 'edit_profile', 'delete_others'] as const
export type Permission = (typeof permissionNames)[number]

/** The lowest role that may, where a group has chosen another one than the usual. */
export type Permissions = { readonly [Name in Permission]?: Role }

/** What the asking user may do in a conversation. */
export type Capability =
  | Permission
  | 'react'
  | 'set_roles'
  /** Who may find it and who may do what in it, and that it is archived. */
  | 'govern'
  | 'transfer'
  | 'leave'

/** The one table of rights: the lowest role that may, in a group that has chosen nothing else. */
const usual: Readonly<Record<Capability, Role>> = {
  post: 'guest',
  react: 'guest',
  leave: 'guest',
  pin: 'member',
  add_members: 'member',
  delete_others: 'moderator',
  remove_members: 'moderator',
  edit_profile: 'admin',
  set_roles: 'admin',
  govern: 'owner',
  transfer: 'owner',
}

/** Where somebody stands in a conversation that they are part of. */
export interface Standing {
  kind: ConversationKind
  role: Role
  permissions?: Permissions | undefined
  /** Nothing is written or changed in it any more. */
  archived?: boolean
  /** They may say nothing for a time. */
  silenced?: boolean
}

const ofDirect: readonly Capability[] = ['post', 'react', 'pin']
const inArchive: ReadonlySet<Capability> = new Set(['leave', 'govern', 'transfer'])
const whileSilenced: ReadonlySet<Capability> = new Set(['leave'])

/** The one rule of rights, read by the server's acts and, as `capabilities` of a summary, by the UI. */
export function capabilitiesOf({ kind, role, permissions, archived, silenced }: Standing): Capability[] {
  if (kind === 'direct') return [...ofDirect]
  return (Object.keys(usual) as Capability[]).filter(
    (capability) =>
      standsAtLeast(role, lowestRole(capability, permissions)) &&
      (!archived || inArchive.has(capability)) &&
      (!silenced || whileSilenced.has(capability)),
  )
}

/** The lowest role that may. */
export function lowestRole(capability: Capability, permissions: Permissions = {}): Role {
  const chosen: { readonly [Name in Capability]?: Role } = permissions
  return chosen[capability] ?? usual[capability]
}

/** Without what is as usual anyway. */
export function withoutUsual(permissions: Permissions): Permissions {
  return Object.fromEntries(
    permissionNames.flatMap((name) => {
      const role = permissions[name]
      return role === undefined || role === usual[name] ? [] : [[name, role]]
    }),
  )
}

function standsAtLeast(role: Role, lowest: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(lowest)
}

/** An owner stands above another owner too: somebody has to be able to. */
export function maySendAway(role: Role, other: Role): boolean {
  return role === 'owner' || roles.indexOf(role) < roles.indexOf(other)
}

/**
 * Owners give any role to anybody. Everybody else gives only roles below their own, and only to who stands below them: stops an admin from
 * making themselves a peer of whom they could not send away.
 */
export function mayGiveRole(role: Role, other: Role, given: Role): boolean {
  return role === 'owner' || (maySendAway(role, other) && maySendAway(role, given))
}
