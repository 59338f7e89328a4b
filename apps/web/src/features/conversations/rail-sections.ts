import type { RailItem } from './rail-items.ts'

export interface RailSections {
  unread: readonly RailItem[]
  direct: readonly RailItem[]
}

/**
 * What is unread stands first. The open conversation stays where it was when it was opened: it would be strange if the
 * row that one has just pressed jumped away because reading it made it read.
 */
export function railSections(items: readonly RailItem[], heldUnreadId: string | undefined): RailSections {
  const isUnread = ({ conversation }: RailItem) => conversation.unread > 0 || conversation.id === heldUnreadId
  return { unread: items.filter(isUnread), direct: items.filter((item) => !isUnread(item)) }
}

/** The neighbour in the order of the rail; from nowhere, the first or the last. */
export function neighbour({ unread, direct }: RailSections, activeId: string | undefined, step: 1 | -1): string | undefined {
  const ids = [...unread, ...direct].map(({ conversation }) => conversation.id)
  const index = activeId === undefined ? -1 : ids.indexOf(activeId)
  if (index === -1) return step === 1 ? ids[0] : ids.at(-1)
  return ids[index + step]
}
