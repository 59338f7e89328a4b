import { type Capability, type ConversationKind, capabilitiesByRole, type Role } from '@chatsphere/contracts'

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
