import type { Messages } from '@/features/messages/text.ts'

/**
 * "(3) Rana Haddad · ChatSphere": what is unread over all conversations, and the one that is open. Each is counted up to 100, which means
 * "more than 99"; then the sum says so too.
 */
export function documentTitle(text: Messages, unread: readonly number[], open: string | undefined): string {
  const name = open === undefined ? text.product : `${open} · ${text.product}`
  const sum = unread.reduce((all, count) => all + count, 0)
  if (sum === 0) return name
  return `(${unread.some((count) => count > 99) ? `${sum - 1}+` : sum}) ${name}`
}
