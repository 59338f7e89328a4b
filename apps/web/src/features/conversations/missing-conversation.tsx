'use client'

import { MessageCircleQuestion } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { closeConversation } from '@/features/shell/navigation.ts'
import { TypingLine } from '@/features/timeline/typing-line.tsx'

/** What an address opens that leads to no conversation of one's own. */
export function MissingConversation() {
  const { nothingOpen } = usePartText()
  return (
    <>
      <div className="grid min-h-0 flex-1 place-items-center overflow-auto">
        <EmptyState
          level={1}
          icon={<MessageCircleQuestion aria-hidden="true" />}
          title={nothingOpen.missingTitle}
          lead={nothingOpen.missingLead}
          action={<Button onClick={closeConversation}>{nothingOpen.toList}</Button>}
        />
      </div>
      <TypingLine conversation={undefined} />
    </>
  )
}
