'use client'

import type { Conversation } from '@chatsphere/contracts'
import { ChevronLeft } from 'lucide-react'
import { useEffect } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { PinsButton } from '@/features/message/pins-button.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useKnownPresence } from '@/features/shell/connection-trouble.tsx'
import { closeConversation } from '@/features/shell/navigation.ts'
import { useOverlays } from '@/features/shell/overlays.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { focusHeading, headingAttribute } from './conversation-focus.ts'
import { presenceLabel } from './presence-label.ts'

/** With whom one speaks. On a phone it takes the focus when it comes, since the list with the pressed row is gone. */
export function ConversationHeader({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const time = useTime()
  const { peer, name, id, memberCount, emoji, topic, requests } = conversation
  const { presence, dot } = useKnownPresence(peer?.id)
  const today = useToday()
  const overlays = useOverlays()

  useEffect(() => {
    // The pressed row still has the focus here, though it is out of sight: the browser takes it away a moment later.
    const focused = document.activeElement ?? document.body
    if (focused === document.body || focused.getClientRects().length === 0) focusHeading()
  }, [])

  return (
    <header className="flex min-h-15 items-center gap-3 border-b border-line py-2 ps-2.5 pe-2 pt-[max(.5rem,env(safe-area-inset-top))] md:ps-5 md:pe-4">
      <BackButton />
      <Avatar id={peer?.id ?? id} name={name} colour={peer?.avatarColour} emoji={emoji} presence={dot} />
      <div className="min-w-0 flex-1">
        <h1
          {...{ [headingAttribute]: '' }}
          tabIndex={-1}
          className="text-[1rem] leading-5.5 font-[650] tracking-[-.01em] outline-none"
        >
          <button
            type="button"
            onClick={() =>
              overlays.show(peer === null ? { kind: 'group', conversationId: id } : { kind: 'person', userId: peer.id })
            }
            className="block max-w-full rounded-sm text-start hover:underline pointer-coarse:-my-[11px] pointer-coarse:py-[11px]"
          >
            <PersonName>{name}</PersonName>
          </button>
        </h1>
        <p className="truncate text-sm text-ink-faint">
          {presenceLabel(presence, new Date(today), { text, time }) ??
            (peer === null
              ? requests > 0
                ? text.conversation.asking(requests)
                : topic || text.conversation.members(memberCount)
              : `@${peer.username}`)}
        </p>
      </div>
      <PinsButton conversation={conversation} />
    </header>
  )
}

/** Phones only: one pane at a time. */
export function BackButton() {
  const text = useText()
  return (
    <button
      type="button"
      aria-label={text.conversation.back}
      onClick={closeConversation}
      className="-ms-2 -me-1.5 grid size-11 flex-none place-items-center rounded-sm text-ink-soft hover:bg-sunken md:hidden"
    >
      <ChevronLeft aria-hidden="true" size={22} className="rtl:-scale-x-100" />
    </button>
  )
}
