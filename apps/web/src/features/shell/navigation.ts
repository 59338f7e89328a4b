'use client'

import type { Message } from '@chatsphere/contracts'
import { usePathname, useSearchParams } from 'next/navigation'
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

/** Names the message in an address: the one at this position, of the conversation of the path. */
const messageParameter = 'm'

/** The address of a message, to be given to others of the conversation. */
export function messageAddress({ conversationId, position }: Pick<Message, 'conversationId' | 'position'>): string {
  return `${window.location.origin}${conversationPath(conversationId)}?${messageParameter}=${position}`
}

/** Shows a message in its conversation, also again if it is the one that the address names already. */
export function openMessage(conversationId: string, position: number): void {
  const path = `${conversationPath(conversationId)}?${messageParameter}=${position}`
  const { pathname, search } = window.location
  const here = conversationIdOf(pathname)
  const { fromList = false } = (window.history.state as Entry | null) ?? {}
  if (pathname + search === path) window.dispatchEvent(new CustomEvent(messageWanted, { detail: position }))
  else if (here === conversationId) window.history.replaceState({ fromList } satisfies Entry, '', path)
  else window.history.pushState({ fromList: here === undefined } satisfies Entry, '', path)
}

/** The window event that asks once more for the message of the address. */
export const messageWanted = 'chatsphere:message-wanted'

/** What the address names: a position, or the id of a message. */
export function useNamedMessage(): string | undefined {
  return useSearchParams().get(messageParameter) ?? undefined
}

/** The conversation and the position that a link of this app's own leads to; undefined for any other. */
export function ownMessageLink(href: string): { conversationId: string; position: number } | undefined {
  if (!URL.canParse(href)) return undefined
  const { origin, pathname, searchParams } = new URL(href)
  const conversationId = conversationIdOf(pathname)
  const position = Number(searchParams.get(messageParameter) ?? Number.NaN)
  if (origin !== window.location.origin || conversationId === undefined || !Number.isSafeInteger(position)) return undefined
  return { conversationId, position }
}

/** To the list: back where it came from, or, from a deep link, in its place. */
export function closeConversation(): void {
  if ((window.history.state as Entry | null)?.fromList === true) window.history.back()
  else window.history.replaceState({}, '', '/chat')
}
