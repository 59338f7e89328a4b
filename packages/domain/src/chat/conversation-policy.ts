import type { Capability } from '@chatsphere/contracts'

/** What somebody's place in a conversation lets them do there: the one rule that the summary shows and that the acts check. */
export interface Place {
  leftAt: Date | null
  /** In a direct conversation: the other person's account is disabled. */
  peerDisabled: boolean
}

export function capabilitiesOf(place: Place): Capability[] {
  return place.leftAt === null && !place.peerDisabled ? ['post'] : []
}

export function mayPost(place: Place): boolean {
  return capabilitiesOf(place).includes('post')
}
