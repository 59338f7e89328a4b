'use client'

import { usePathname } from 'next/navigation'
import { isLayer } from './use-back-closes.ts'

/**
 * The address is the state: /chat, or /chat/<conversation>. Moving between conversations asks the server for nothing,
 * so it is instant and works without a connection; Next follows the history's own methods.
 */
export function conversationPath(conversationId: string): string {
  return `/chat/${conversationId}`
}

export function useActiveConversationId(): string | undefined {
  return conversationIdOf(usePathname())
}

function conversationIdOf(path: string): string | undefined {
  return /^\/chat\/([\w-]+)$/.exec(path)?.[1]
}

/** What an entry of the history remembers, beside what Next keeps there. */
interface Entry {
  /** The entry before it is the list: "back" may really go back. */
  fromList?: boolean
}

export function openConversation(conversationId: string): void {
  const current = conversationIdOf(window.location.pathname)
  if (current === conversationId) return
  const entry: Entry = { fromList: current === undefined }
  if (isLayer()) window.history.replaceState(entry, '', conversationPath(conversationId))
  else window.history.pushState(entry, '', conversationPath(conversationId))
}

/** To the list: back where it came from, or, from a deep link, in its place. */
export function closeConversation(): void {
  if ((window.history.state as Entry | null)?.fromList === true) window.history.back()
  else window.history.replaceState({}, '', '/chat')
}
