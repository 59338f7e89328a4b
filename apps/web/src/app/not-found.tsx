import { Compass } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { pageText } from '@/features/messages/page-text.ts'

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center bg-panel">
      <EmptyState
        level={1}
        icon={<Compass aria-hidden="true" />}
        title={pageText.missingTitle}
        lead={pageText.missingLead}
        action={
          <Link href="/" className={buttonClass()}>
            {pageText.home}
          </Link>
        }
      />
    </main>
  )
}
