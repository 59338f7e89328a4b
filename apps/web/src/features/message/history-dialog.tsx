'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Message, MessageVersion } from '@chatsphere/contracts'
import { useCallback, useEffect, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { Sheet } from '@/features/design/sheet.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useMessageActs } from './message-acts.ts'

/** Every body that a message has had, the newest first. */
export function HistoryDialog({ message }: { message: Message }) {
  const text = useText()
  const words = usePartText().history
  const time = useTime()
  const client = useChatClient()
  const acts = useMessageActs()
  const [versions, setVersions] = useState<readonly MessageVersion[] | 'failed'>()
  const { conversationId, id } = message

  const load = useCallback(() => {
    setVersions(undefined)
    client.versions({ conversationId, id }).then(setVersions, () => setVersions('failed'))
  }, [client, conversationId, id])
  useEffect(load, [load])

  return (
    <Sheet title={words.title} titled onClose={acts.close}>
      <div className="scroll-thin min-h-40 overflow-y-auto px-5 py-4">
        {versions === undefined ? (
          <div role="status" aria-label={words.loading} className="grid gap-3">
            <Skeleton className="h-3 w-32" />
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="mt-2 h-3 w-28" />
            <Skeleton className="h-4 w-3/5" />
          </div>
        ) : versions === 'failed' ? (
          <div role="alert" className="grid justify-items-center gap-3 py-4 text-ink-soft">
            {words.failed}
            <Button look="outline" onClick={load}>
              {text.timeline.retry}
            </Button>
          </div>
        ) : (
          <ol className="grid gap-4">
            {[...versions].reverse().map(({ version, body, createdAt }, index) => (
              <li key={version}>
                <p className="text-xs text-ink-faint">
                  <span className="font-semibold text-ink-soft">
                    {index === 0 ? words.now : version === 1 ? words.first : words.edit}
                  </span>{' '}
                  <time dateTime={createdAt}>{time.dayMoment(createdAt, new Date())}</time>
                </p>
                <p dir="auto" className="mt-0.5 wrap-anywhere whitespace-pre-wrap">
                  {body}
                </p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Sheet>
  )
}
