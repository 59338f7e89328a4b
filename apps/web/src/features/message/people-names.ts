'use client'

import type { ChatClient } from '@chatsphere/client'
import { useChatClient, usePerson } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import type { Messages } from '@/features/messages/text.ts'
import { useText } from '@/features/messages/use-text.ts'

type Peer = Pick<Conversation, 'peer'>

/** Whom a conversation, or the page itself, names; undefined: it has to be asked for. */
function near(userId: string, { peer }: Peer, { me }: Pick<ChatClient, 'me'>) {
  return userId === me.id ? me : peer?.id === userId ? peer : undefined
}

/** How somebody in the conversation is called here, and the colour of their face. */
export function useNamed(userId: string, conversation: Peer): { name: string; colour: number | null } {
  const text = useText()
  const known = near(userId, conversation, useChatClient())
  const asked = usePerson(known === undefined ? userId : undefined)
  const person = known ?? asked
  return { name: person?.displayName ?? text.timeline.someone, colour: person?.avatarColour ?? null }
}

/** How somebody is called, as far as it is known at this moment. */
export function nameNow(client: ChatClient, userId: string, conversation: Peer, text: Messages): string {
  const person = near(userId, conversation, client) ?? client.person(userId)
  return person?.displayName ?? text.timeline.someone
}
