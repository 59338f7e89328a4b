import { Compass } from 'lucide-react'
import { buttonClass } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { getText } from '@/features/messages/request-text.ts'

/** Every page brings it along in case it is needed: without a script of its own it costs nothing. */
export default async function NotFound() {
  const words = (await getText()).page
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
