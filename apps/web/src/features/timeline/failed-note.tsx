'use client'

import type { ErrorCode } from '@chatsphere/contracts'
import { usePartText } from '@/features/messages/use-part-text.ts'

interface FailedNoteProps {
  messageId: string
  /** Why it was refused, if the server said. */
  errorCode: ErrorCode | undefined
  onRetry: (id: string) => void
  onDiscard: (id: string) => void
}

/** Why a message was not sent, and the two ways out. */
export function FailedNote({ messageId, errorCode, onRetry, onDiscard }: FailedNoteProps) {
  const words = usePartText().failed
  const reason = words.reasons[errorCode ?? ''] ?? words.unknownReason
  const action =
    'inline-flex min-h-6 items-center rounded-sm font-semibold underline underline-offset-2 pointer-coarse:min-h-11 pointer-coarse:px-1'
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 text-sm text-danger">
      {words.notSent(reason)}
      <span className="flex gap-x-2.5">
        <button type="button" className={action} onClick={() => onRetry(messageId)}>
          {words.retry}
        </button>
        <button type="button" className={action} onClick={() => onDiscard(messageId)}>
          {words.delete}
        </button>
      </span>
    </div>
  )
}
