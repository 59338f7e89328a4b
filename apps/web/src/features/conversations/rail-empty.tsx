'use client'

import { MessageCircle } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'

/** The list of who has no conversation yet. Where there is a second pane, it says what to do. */
export function RailEmpty({ onFind }: { onFind: () => void }) {
  const text = useText()
  const { rail } = usePartText()
  return (
    <EmptyState
      compact
      icon={<MessageCircle aria-hidden="true" />}
      title={rail.emptyTitle}
      lead={rail.emptyLead}
      action={
        <Button onClick={onFind} className="md:hidden">
          {text.people.title}
        </Button>
      }
    />
  )
}
