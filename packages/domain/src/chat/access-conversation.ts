import type { Tx } from '@chatsphere/db'
import type { Actor } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findParticipant, type ParticipantRow } from './participant-repository.ts'

declare const checked: unique symbol

/** The actor's place in a conversation that they may see. Only `accessConversation` makes one. */
export type AccessedConversation = ParticipantRow & { readonly [checked]: true }

/** One error for "is not there" and "is not yours", so that ids cannot be probed. */
export function conversationNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such conversation, or you are not part of it.')
}

/** Answers the actor's place in the conversation; throws `not_found` unless they are a member now. */
export async function accessConversation(tx: Tx, actor: Actor, conversationId: string): Promise<AccessedConversation> {
  const participant = await findParticipant(tx, conversationId, actor.userId)
  if (!participant || participant.left_at) throw conversationNotFound()
  return participant as AccessedConversation
}
