'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation, Message } from '@chatsphere/contracts'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { isUnreadKind } from './unread-line.ts'

/** What has come into sight is told together. */
const gatherMs = 400

/**
 * Tells the server what has been read while somebody looks (`looking`): what was in sight, row after row, and all of it where the end is
 * (`watching`). Rows that one has jumped over are not read: whoever follows a link into the middle keeps what is unread before it.
 * Answers what is to be called when one has scrolled.
 */
export function useReadMarker(
  { id, readPosition, readVersion, unread }: Conversation,
  messages: readonly Message[],
  scroller: RefObject<HTMLDivElement | null>,
  looking: boolean,
  watching: boolean,
): () => void {
  const client = useChatClient()
  const last = messages.at(-1)?.position ?? 0
  const unseen = messages.findLast((message) => isUnreadKind(message, client.me.id))?.position ?? 0
  const seen = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (watching && unseen > readPosition) client.markRead(id, last)
  }, [client, id, last, readPosition, unseen, watching])

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was marked unread has not been seen
  useEffect(() => {
    seen.current = 0
  }, [readVersion])

  const note = useCallback(() => {
    if (!looking || unread === 0 || scroller.current === null) return
    const { from, to } = rowsInSight(scroller.current, (key) => client.message(id, key)?.position)
    const before = Math.max(seen.current, readPosition)
    if (from > before + 1 || to <= before) return
    seen.current = to
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      client.markRead(id, seen.current)
    }, gatherMs)
  }, [client, id, looking, readPosition, scroller, unread])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what arrives may be in sight
  useEffect(note, [note, last])
  useEffect(() => () => clearTimeout(timer.current), [])
  return note
}

/** The positions of the first message that is at all in sight, and of the last one that is to its end. */
function rowsInSight(box: HTMLElement, positionOf: (key: string) => number | undefined): { from: number; to: number } {
  const { top, bottom } = box.getBoundingClientRect()
  let from = Number.POSITIVE_INFINITY
  let to = 0
  for (const row of box.querySelectorAll<HTMLElement>('[data-row]')) {
    const end = row.getBoundingClientRect().bottom
    if (end <= top || end > bottom + 1) continue
    const position = positionOf(row.dataset.row ?? '')
    if (position === undefined) continue
    from = Math.min(from, position)
    to = position
  }
  return { from, to }
}
