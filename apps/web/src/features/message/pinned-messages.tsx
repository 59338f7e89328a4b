'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation, Message } from '@chatsphere/contracts'
import { Pin, PinOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { Popover } from '@/features/design/popover.tsx'
import { Sheet } from '@/features/design/sheet.tsx'
import { showNotice } from '@/features/design/show-notice.ts'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { openMessage } from '@/features/shell/navigation.ts'
import { useTime } from '@/features/time/use-time.ts'
import { pendingChangesOf } from './pending-changes.ts'
import { useNamed } from './people-names.ts'
import { useSnippet } from './use-snippet.ts'

interface PinnedMessagesProps {
  conversation: Conversation
  anchor: Element | null
  onClose: () => void
}

/** The pinned messages of a conversation, the newest first; a press goes there. */
export function PinnedMessages({ conversation, anchor, onClose }: PinnedMessagesProps) {
  const words = useText().message
  const { pins: pinWords, acted } = usePartText()
  const { loading, failed, empty, emptyLead } = pinWords
  const client = useChatClient()
  const [pins, setPins] = useState<readonly Message[] | 'failed'>()
  const { id } = conversation

  useEffect(() => {
    let mounted = true
    client.pins(id).then(
      (found) => mounted && setPins(found.toReversed()),
      () => mounted && setPins('failed'),
    )
    return () => {
      mounted = false
    }
  }, [client, id])

  function unpin(message: Message) {
    setPins((before) => (Array.isArray(before) ? before.filter((pin) => pin.id !== message.id) : before))
    pendingChangesOf(client)
      .pin(message, false)
      .catch(() => showNotice(acted.refused.pin))
  }

  const list = (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-1.5">
      {pins === undefined ? (
        <div role="status" aria-label={loading} className="grid gap-2 p-3">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-4 w-4/5" />
        </div>
      ) : pins === 'failed' ? (
        <p role="alert" className="p-4 text-center text-ink-soft text-sm">
          {failed}
        </p>
      ) : pins.length === 0 ? (
        <EmptyState compact icon={<Pin aria-hidden="true" />} title={empty} lead={emptyLead} />
      ) : (
        <ul>
          {pins.map((message) => (
            <PinnedMessage
              key={message.id}
              message={message}
              conversation={conversation}
              onGo={() => {
                onClose()
                openMessage(id, message.position)
              }}
              onUnpin={conversation.capabilities.includes('pin') ? () => unpin(message) : undefined}
            />
          ))}
        </ul>
      )}
    </div>
  )
  if (window.matchMedia('(max-width: 720px)').matches) {
    return (
      <Sheet title={words.pins} titled onClose={onClose}>
        {list}
      </Sheet>
    )
  }
  return (
    <Popover label={words.pins} anchor={anchor} side="bottom" onClose={onClose}>
      <h2 className="border-line border-b px-4 py-2.5 font-[650] text-base">{words.pins}</h2>
      {list}
    </Popover>
  )
}

interface PinnedMessageProps {
  message: Message
  conversation: Conversation
  onGo: () => void
  onUnpin: (() => void) | undefined
}

function PinnedMessage({ message, conversation, onGo, onUnpin }: PinnedMessageProps) {
  const text = useText()
  const time = useTime()
  const { name } = useNamed(message.authorId, conversation)
  const snippet = useSnippet(message)
  return (
    <li className="flex items-start rounded-sm hover:bg-sunken focus-within:bg-sunken dark:hover:bg-ink/6 dark:focus-within:bg-ink/6">
      <button type="button" onClick={onGo} className="min-w-0 flex-1 rounded-sm px-2.5 py-2 text-start">
        <span className="flex items-baseline gap-2">
          <bdi className="truncate font-semibold text-sm">{name}</bdi>
          <time dateTime={message.createdAt} className="flex-none text-2xs text-ink-faint">
            {time.moment(message.createdAt, new Date())}
          </time>
        </span>
        <span dir="auto" className="line-clamp-2 text-ink-soft text-sm wrap-anywhere">
          {snippet}
        </span>
      </button>
      {onUnpin !== undefined && (
        <IconButton label={text.message.unpin} onClick={onUnpin} className="m-1">
          <PinOff aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      )}
    </li>
  )
}
