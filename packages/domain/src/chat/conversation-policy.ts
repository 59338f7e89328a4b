import type { Capability, ConversationKind } from '@chatsphere/contracts'

/** What somebody's place in a conversation lets them do there. The one rule that the summary shows and that the acts check. */
export interface Place {
  kind: ConversationKind
  leftAt: Date | null
}

export function capabilitiesOf(place: Place): Capability[] {
  return place.leftAt === null ? ['post'] : []
}

export function mayPost(place: Place): boolean {
  return capabilitiesOf(place).includes('post')
}
