'use client'

import { toChatError } from '@chatsphere/client/query'
import { CloudAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'

interface Asked<Data> {
  data: Data | undefined
  error: unknown
  refetch: () => unknown
}

/** What was asked for: its shape while it is on its way, the way on when it did not come, then itself. */
export function Answered<Data>({ asked, children }: { asked: Asked<Data>; children: (data: Data) => ReactNode }) {
  const words = useSettingsText()
  if (asked.data !== undefined) return children(asked.data)
  if (asked.error === null) return <Skeleton className="h-44 w-full rounded-lg" />
  return (
    <EmptyState
      compact
      icon={<CloudAlert aria-hidden="true" />}
      title={words.failedTitle}
      lead={words.errors[toChatError(asked.error).code]}
      action={
        <Button look="outline" onClick={() => void asked.refetch()}>
          {words.retry}
        </Button>
      }
    />
  )
}
