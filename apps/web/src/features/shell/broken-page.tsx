'use client'

import { CloudAlert } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import type { Messages } from '@/features/messages/text.ts'

/** What stands where a page could not be shown. */
export function BrokenPage({ words, onRetry }: { words: Messages['page']; onRetry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-panel">
      <EmptyState
        level={1}
        icon={<CloudAlert aria-hidden="true" />}
        title={words.brokenTitle}
        lead={words.brokenLead}
        action={<Button onClick={onRetry}>{words.retry}</Button>}
      />
    </main>
  )
}
