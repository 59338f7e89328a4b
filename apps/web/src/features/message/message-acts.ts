'use client'

import type { Message } from '@chatsphere/contracts'
import { createContext, useContext } from 'react'
import type { MessageRights } from './message-rights.ts'

/** What lies over the timeline and is about one message. */
export type CoveringOverlay =
  | { kind: 'sheet' | 'history' | 'delete'; messageId: string }
  | { kind: 'emoji'; messageId: string; anchor: Element | null }
/** The menu is part of the row. */
export type MessageOverlay = CoveringOverlay | { kind: 'menu'; messageId: string }

/** What is done with a message, named by its id, and shows its effect at once. What does it is not part of the first load. */
export interface LateActs {
  toggleReaction(messageId: string, emoji: string): void
  reply(messageId: string): void
  edit(messageId: string): void
  copyText(messageId: string): void
  copyLink(messageId: string): void
  togglePin(messageId: string): void
  markUnread(messageId: string): void
  delete(messageId: string): void
}

/** All that can be done with the messages of the open conversation. */
export interface MessageActs extends LateActs {
  rights(message: Message): MessageRights
  open(overlay: MessageOverlay): void
  close(): void
  /** Closes the menu, but not what was chosen in it. */
  closeMenu(): void
  /** Shows what is around a position, and lets it flash. */
  goTo(position: number): void
}

const MessageActsContext = createContext<MessageActs | null>(null)
export const MessageActsProvider = MessageActsContext.Provider

export function useMessageActs(): MessageActs {
  const acts = useContext(MessageActsContext)
  if (acts === null) throw new Error('There is no MessageActsProvider above this component.')
  return acts
}
