'use client'

import type { Timeline } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { showNotice } from '@/features/design/show-notice.ts'
import { useText } from '@/features/messages/use-text.ts'
import { messageWanted, useNamedMessage } from '@/features/shell/navigation.ts'

const flashMs = 1_800

/**
 * Goes to a message: by a press, or because the address names it. What is around it is loaded, then it stands in the middle and flashes.
 * `going` from the wish until then, `arrived` ever after; the timeline opens there instead of where it would.
 */
export function useGoTo(
  { id: conversationId, historyFrom, lastPosition }: Conversation,
  timeline: Timeline,
  toRow: (key: string, at: 'middle') => boolean,
) {
  const client = useChatClient()
  const words = useText().message
  const named = useNamedMessage()
  const [wanted, setWanted] = useState<{ position: number } | undefined>()
  const [pendingName, setPendingName] = useState(named)
  const [flashing, setFlashing] = useState<string>()
  const asked = useRef<object>(undefined)
  const [arrived, setArrived] = useState(false)

  const goTo = useCallback(
    (position: number) => {
      const wish = { position }
      asked.current = wish
      client.loadAround(conversationId, position).then(
        () => asked.current === wish && setWanted(wish),
        () => {
          if (asked.current === wish) setPendingName(undefined)
          showNotice(words.notReached)
        },
      )
    },
    [client, conversationId, words],
  )

  useEffect(() => {
    if (named === undefined) return
    setPendingName(named)
    const position = Number(named)
    if (Number.isSafeInteger(position) && position > 0) {
      goTo(position)
      return
    }
    // The id of a message: it says where it is.
    const known = client.message(conversationId, named)
    const message = known === undefined ? client.fetchMessage({ conversationId, id: named }) : Promise.resolve(known)
    message.then(
      (found) => goTo(found.position),
      () => {
        setPendingName(undefined)
        showNotice(words.notReached)
      },
    )
  }, [client, conversationId, goTo, named, words])

  useEffect(() => {
    const again = (event: Event) => event instanceof CustomEvent && goTo(Number(event.detail))
    window.addEventListener(messageWanted, again)
    return () => window.removeEventListener(messageWanted, again)
  }, [goTo])

  useLayoutEffect(() => {
    if (wanted === undefined) return
    // The nearest one that may be seen, as soon as what is around it is shown.
    const nearest = Math.min(Math.max(wanted.position, historyFrom), lastPosition)
    const target = timeline.messages.find((message) => message.position === nearest)
    if (target === undefined || !toRow(target.id, 'middle')) return
    setWanted(undefined)
    setPendingName(undefined)
    setFlashing(target.id)
    setArrived(true)
  }, [historyFrom, lastPosition, timeline, toRow, wanted])

  useEffect(() => {
    if (flashing === undefined) return
    const timer = setTimeout(() => setFlashing(undefined), flashMs)
    return () => clearTimeout(timer)
  }, [flashing])

  return { goTo, going: pendingName !== undefined || wanted !== undefined, arrived, flashing }
}
