import { type Capability, type ConversationKind, capabilitiesByRole, type Role, roles } from '@chatsphere/contracts'

/** What somebody's place in a conversation lets them do there: the one rule that the summary shows and that the acts check. */
export interface Place {
  kind: ConversationKind
  role: Role
  leftAt: Date | null
  /** In a direct conversation: the other person's account is disabled, or one of the two has blocked the other. */
  closed: boolean
}

export function capabilitiesOf(place: Place): readonly Capability[] {
  return place.leftAt === null && !place.closed ? capabilitiesByRole(place.kind, place.role) : []
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
