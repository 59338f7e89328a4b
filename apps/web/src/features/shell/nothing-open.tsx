'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { MessagesSquare } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'

/** The pane of a desktop while no conversation is open: a welcome to who has none yet. */
export function NothingOpen({ isNew, onFind }: { isNew: boolean; onFind: () => void }) {
  const text = useText()
  const { nothingOpen: words } = usePartText()
  const { me } = useChatClient()
  const { ready } = useChatState()
  if (!ready) return null
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-auto">
      <EmptyState
        icon={<MessagesSquare aria-hidden="true" />}
        title={isNew ? words.welcomeTitle(me.displayName) : words.pickTitle}
        lead={isNew ? words.welcomeLead : words.pickLead}
        action={
          <Button look={isNew ? 'accent' : 'outline'} onClick={onFind}>
            {text.people.title}
          </Button>
        }
      />
    </div>
  )
}
