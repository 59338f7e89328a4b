'use client'

import { CloudAlert } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { text } from '@/features/messages/text.ts'

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-panel">
      <EmptyState
        level={1}
        icon={<CloudAlert aria-hidden="true" />}
        title={text.page.brokenTitle}
        lead={text.page.brokenLead}
        action={<Button onClick={retry}>{text.page.retry}</Button>}
      />
    </main>
  )
}
