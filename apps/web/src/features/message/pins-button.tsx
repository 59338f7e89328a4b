'use client'

import type { Conversation } from '@chatsphere/contracts'
import { Pin } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { late } from '@/features/design/late.tsx'
import { useText } from '@/features/messages/use-text.ts'

const loadPinnedMessages = () => import('./pinned-messages.tsx').then((module) => module.PinnedMessages)
const PinnedMessages = late(loadPinnedMessages)

/** Leads to the pinned messages of a conversation. */
export function PinsButton({ conversation }: { conversation: Conversation }) {
  const words = useText().message
  const [anchor, setAnchor] = useState<Element>()
  return (
    <>
      <IconButton
        label={words.pins}
        aria-haspopup="dialog"
        aria-expanded={anchor !== undefined}
        onPointerEnter={() => void loadPinnedMessages().catch(() => undefined)}
        onClick={(event) => {
          const { currentTarget } = event
          // Without a connection it may not be there yet: then the button does nothing.
          loadPinnedMessages().then(
            () => setAnchor(currentTarget),
            () => undefined,
          )
        }}
      >
        <Pin aria-hidden="true" size={18} strokeWidth={1.75} />
      </IconButton>
      {anchor !== undefined && (
        <PinnedMessages conversation={conversation} anchor={anchor} onClose={() => setAnchor(undefined)} />
      )}
    </>
  )
}
