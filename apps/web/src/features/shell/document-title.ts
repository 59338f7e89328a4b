import type { Messages } from '@/features/messages/text.ts'

/** "(3) Rana Haddad · ChatSphere": what is unread over all conversations, and the one that is open. */
export function documentTitle(text: Messages, unread: number, open: string | undefined): string {
  const name = open === undefined ? text.product : `${open} · ${text.product}`
  return unread === 0 ? name : `(${unread > 99 ? '99+' : unread}) ${name}`
}
