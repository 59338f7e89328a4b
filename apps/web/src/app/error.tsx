'use client'

import { CloudAlert } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { pageText } from '@/features/messages/page-text.ts'

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-panel">
      <EmptyState
        level={1}
        icon={<CloudAlert aria-hidden="true" />}
        title={pageText.brokenTitle}
        lead={pageText.brokenLead}
        action={<Button onClick={retry}>{pageText.retry}</Button>}
      />
    </main>
  )
}
