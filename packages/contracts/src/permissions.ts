export type ConversationKind = 'direct' | 'group' | 'channel'

export type Role = 'owner' | 'admin' | 'moderator' | 'member' | 'guest'

/** The lowest last: whoever removes somebody stands above them. */
export const roles: readonly Role[] = ['owner', 'admin', 'moderator', 'member', 'guest']

/** What the asking user may do in a conversation. */
export type Capability =
  | 'post'
  | 'react'
  | 'pin'
  | 'delete_others'
  | 'add_members'
  | 'remove_members'
  | 'edit_profile'
  | 'set_roles'
  | 'transfer'
  | 'leave'

const guest: readonly Capability[] = ['post', 'react', 'leave']
const member: readonly Capability[] = [...guest, 'pin', 'add_members']
const moderator: readonly Capability[] = [...member, 'delete_others', 'remove_members']

const admin: readonly Capability[] = [...moderator, 'edit_profile', 'set_roles']

const ofGroups: Readonly<Record<Role, readonly Capability[]>> = {
  owner: [...admin, 'transfer'],
  admin,
  moderator,
  member,
  guest,
}

/** The one table of rights, read by the server's acts and, as `capabilities` of a summary, by the UI. */
export function capabilitiesByRole(kind: ConversationKind, role: Role): readonly Capability[] {
  return kind === 'direct' ? ['post', 'react', 'pin'] : ofGroups[role]
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
