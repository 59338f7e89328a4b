'use client'

import { useChatClient } from '@chatsphere/client/react'
import { type RefObject, useEffect } from 'react'
import { loadRowGestures } from '@/features/message/load-message-parts.ts'
import type { MessageActs } from '@/features/message/message-acts.ts'

/** On a touch screen: a long press opens what can be done with a message, and a swipe to the side replies to it. */
export function useMessageGestures(content: RefObject<HTMLElement | null>, conversationId: string, acts: MessageActs): void {
  const client = useChatClient()
  useEffect(() => {
    const box = content.current
    if (box === null || !window.matchMedia('(any-pointer: coarse)').matches) return
    let mounted = true
    let end: (() => void) | undefined
    loadRowGestures().then(
      (listenToRows) => {
        if (!mounted) return
        end = listenToRows(box, {
          messageOf(row) {
            const message = client.message(conversationId, row.dataset.row ?? '')
            return message !== undefined && message.deletedAt === null && message.kind === 'user' ? message.id : undefined
          },
          mayReply(messageId) {
            const message = client.message(conversationId, messageId)
            return message !== undefined && acts.rights(message).reply
          },
          onReply: acts.reply,
          onHold: (messageId) => acts.open({ kind: 'sheet', messageId }),
        })
      },
      () => undefined,
    )
    return () => {
      mounted = false
      end?.()
    }
  }, [acts, client, content, conversationId])
}
