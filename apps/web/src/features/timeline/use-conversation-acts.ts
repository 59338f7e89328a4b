'use client'

import { useChatClient } from '@chatsphere/client/react'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { loadFailedNote, loadMakeActs, loadMessageOverlays, loadMessageToolbar } from '@/features/message/load-message-parts.ts'
import type { LateActs, MessageActs, MessageOverlay } from '@/features/message/message-acts.ts'
import { type MessageRights, messageRights } from '@/features/message/message-rights.ts'
import { useText } from '@/features/messages/use-text.ts'

const idleMs = 1_500
/** What may be opened only by who may do what it is for. */
const rightOf: Partial<Record<MessageOverlay['kind'], keyof MessageRights>> = { delete: 'delete', emoji: 'react' }

/** What can be done with the messages of a conversation, and what lies over the timeline because of it. */
export function useConversationActs(conversationId: string, onMarkedUnread: () => void, goTo: (position: number) => void) {
  const client = useChatClient()
  const { language } = useText()
  const [overlay, setOverlay] = useState<MessageOverlay>()
  const latestLanguage = useEffectEvent(() => language)
  const markedUnread = useEffectEvent(onMarkedUnread)
  const goNow = useEffectEvent(goTo)

  const acts = useMemo((): MessageActs => {
    let made: Promise<LateActs> | undefined
    const load = () => {
      made ??= loadMakeActs().then((makeMessageActs) =>
        makeMessageActs({ client, conversationId, language: () => latestLanguage(), onMarkedUnread: () => markedUnread() }),
      )
      // Without a connection it may not be there yet: then nothing happens.
      made.catch(() => {
        made = undefined
      })
      return made
    }
    const late =
      (name: keyof LateActs) =>
      (messageId: string, emoji = '') =>
        void load().then(
          (all) => all[name](messageId, emoji),
          () => undefined,
        )
    const rights: MessageActs['rights'] = (message) =>
      messageRights(message, client.me.id, client.conversation(conversationId)?.capabilities ?? [])
    return {
      toggleReaction: late('toggleReaction'),
      reply: late('reply'),
      edit: late('edit'),
      copyText: late('copyText'),
      copyLink: late('copyLink'),
      togglePin: late('togglePin'),
      markUnread: late('markUnread'),
      delete: late('delete'),
      rights,
      open(wanted) {
        const message = client.message(conversationId, wanted.messageId)
        if (message === undefined || message.deletedAt !== null) return
        const right = rightOf[wanted.kind]
        if (right === undefined || rights(message)[right]) setOverlay(wanted)
      },
      close: () => setOverlay(undefined),
      closeMenu: () => setOverlay((before) => (before?.kind === 'menu' ? undefined : before)),
      goTo: (position) => goNow(position),
    }
  }, [client, conversationId])

  // Not part of the first load, but there before it is asked for, and before a connection is lost.
  useEffect(() => {
    const loadAll = () => Promise.all([loadMakeActs(), loadFailedNote(), loadMessageToolbar(), loadMessageOverlays()])
    const timer = setTimeout(() => void loadAll().catch(() => undefined), idleMs)
    return () => clearTimeout(timer)
  }, [])

  return { acts, overlay }
}
