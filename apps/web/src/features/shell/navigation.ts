'use client'

import type { Message } from '@chatsphere/contracts'
import { usePathname, useSearchParams } from 'next/navigation'
import { isLayer } from './use-back-closes.ts'
import { conversationIdOf, conversationPath, type View, viewOf } from './views.ts'

/**
 * The address is the state: /chat, /chat/<conversation>, /settings/<section>, /admin. Moving between them asks the server for nothing,
 * so it is instant and works without a connection; Next follows the history's own methods.
 */
export function useView(): View {
  return viewOf(usePathname())
}

/** What an entry of the history remembers, beside what Next keeps there. */
interface Entry {
  /** The entry before it is the list: "back" may really go back. */
  fromList?: boolean
  /** The address that settings were opened from. */
  from?: string
}

function entryHere(): Entry {
  return (window.history.state ?? {}) as Entry
}

function go(path: string, entry: Entry): void {
  if (isLayer()) window.history.replaceState(entry, '', path)
  else window.history.pushState(entry, '', path)
}

export function openConversation(conversationId: string): void {
  const path = conversationPath(conversationId)
  if (window.location.pathname !== path) go(path, { fromList: viewOf(window.location.pathname).kind === 'list' })
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
  else go(path, { fromList: viewOf(pathname).kind === 'list' })
}

/** The window event that asks once more for the message of the address. */
export const messageWanted = 'chatsphere:message-wanted'

/** What the address names: a position, or the id of a message. */
export function useNamedMessage(): string | undefined {
  return useSearchParams().get(messageParameter) ?? undefined
}

/** One has moved on: a reload shall not lead back to the message that the address named. */
export function forgetMessage(): void {
  const { pathname, search } = window.location
  if (new URLSearchParams(search).has(messageParameter)) window.history.replaceState(window.history.state, '', pathname)
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
  if (entryHere().fromList === true) window.history.back()
  else window.history.replaceState({}, '', '/chat')
}

/** Settings or the admin's area: they remember where they were opened from. */
export function openArea(path: string): void {
  const here = viewOf(window.location.pathname)
  const from = here.kind === 'settings' || here.kind === 'admin' ? entryHere().from : window.location.pathname
  go(path, { ...(from !== undefined && { from }) })
}

/** Back to where one was before, however many sections one has looked at. */
export function closeArea(): void {
  window.history.pushState({ fromList: false } satisfies Entry, '', entryHere().from ?? '/chat')
}
