'use client'

import type { Message } from '@chatsphere/contracts'
import { useId } from 'react'
import { Button } from '@/features/design/button.tsx'
import { firstFocusAttribute, Sheet } from '@/features/design/sheet.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useMessageActs } from './message-acts.ts'
import { useSnippet } from './use-snippet.ts'

/** Asks once more: what is deleted is gone for everybody. */
export function DeleteDialog({ message }: { message: Message }) {
  const words = useText().message
  const { title, lead } = usePartText().deletion
  const acts = useMessageActs()
  const snippet = useSnippet(message)
  const leadId = useId()
  return (
    <Sheet title={title} titled describedBy={leadId} onClose={acts.close}>
      <div className="px-5 pt-4 pb-5">
        <p id={leadId} className="text-ink-soft">
          {lead}
        </p>
        <p dir="auto" className="mt-3 line-clamp-3 border-line-strong border-s-[3px] ps-3 text-ink-soft text-sm wrap-anywhere">
          {snippet}
        </p>
        <div className="mt-5 flex justify-end gap-2">
          <Button look="outline" onClick={acts.close}>
            {words.cancel}
          </Button>
          <Button
            {...{ [firstFocusAttribute]: '' }}
            look="danger"
            onClick={() => {
              acts.close()
              acts.delete(message.id)
            }}
          >
            {words.delete}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
