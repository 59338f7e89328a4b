'use client'

import { usePathname } from 'next/navigation'
import { isLayer } from './use-back-closes.ts'
import { conversationPath, type View, viewOf } from './views.ts'

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
