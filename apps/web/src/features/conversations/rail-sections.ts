import type { RailItem } from './rail-items.ts'

export interface RailSections {
  unread: readonly RailItem[]
  /** Groups and channels. */
  groups: readonly RailItem[]
  direct: readonly RailItem[]
}

/**
 * What is unread stands first. The open conversation stays there for a moment after it is read: it would be strange if the
 * row that one has just pressed jumped away because reading it made it read.
 */
export function railSections(items: readonly RailItem[], heldUnreadId: string | undefined): RailSections {
  const isUnread = ({ conversation }: RailItem) => conversation.unread > 0 || conversation.id === heldUnreadId
  const rest = items.filter((item) => !isUnread(item))
  const isDirect = ({ conversation }: RailItem) => conversation.kind === 'direct'
  return { unread: items.filter(isUnread), groups: rest.filter((item) => !isDirect(item)), direct: rest.filter(isDirect) }
}

/**
 * The neighbour in the order of the rail; from nowhere, the first or the last. Of those that are unread only, if so wanted: they stand
 * above all others, so that the way to them goes round the end.
 */
export function neighbour(
  { unread, groups, direct }: RailSections,
  activeId: string | undefined,
  step: 1 | -1,
  unreadOnly = false,
): string | undefined {
  const all = [...unread, ...groups, ...direct].map(({ conversation }) => conversation)
  const at = activeId === undefined ? -1 : all.findIndex(({ id }) => id === activeId)
  const [before, after] = at === -1 ? [[], [...all]] : [all.slice(0, at), all.slice(at + 1)]
  if (at === -1 && step === -1) after.reverse()
  const [ahead, behind] = step === 1 || at === -1 ? [after, before] : [before.reverse(), after.reverse()]
  return unreadOnly ? [...ahead, ...behind].find(({ unread: count }) => count > 0)?.id : ahead[0]?.id
}
