import { type Capability, capabilitiesOf, type Standing } from '@chatsphere/contracts'

/** Somebody's place in a conversation, also of one who has left it. */
export interface Place extends Standing {
  leftAt: Date | null
  /** In a direct conversation: the other person's account is disabled, or one of the two has blocked the other. */
  closed: boolean
}

/** What a place lets somebody do: the one rule that the summary shows and that the acts check. */
export function capabilitiesAt(place: Place): Capability[] {
  return place.leftAt === null && !place.closed ? capabilitiesOf(place) : []
}
