'use client'

import { Compass } from 'lucide-react'
import { buttonClass } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { useText } from '@/features/messages/use-text.ts'

export default function NotFound() {
  const words = useText().page
  return (
    <main className="grid min-h-dvh place-items-center bg-panel">
      <EmptyState
        level={1}
        icon={<Compass aria-hidden="true" />}
        title={words.missingTitle}
        lead={words.missingLead}
        action={
          <a href="/" className={buttonClass()}>
            {words.home}
          </a>
        }
      />
    </main>
  )
}
