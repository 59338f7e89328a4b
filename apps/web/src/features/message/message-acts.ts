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

/** What can be done with the messages of the open conversation, each named by its id. All show their effect at once. */
export interface MessageActs {
  rights(message: Message): MessageRights
  toggleReaction(messageId: string, emoji: string): void
  reply(messageId: string): void
  edit(messageId: string): void
  copyText(messageId: string): void
  copyLink(messageId: string): void
  togglePin(messageId: string): void
  markUnread(messageId: string): void
  delete(messageId: string): void
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
