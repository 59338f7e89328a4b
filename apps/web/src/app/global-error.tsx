'use client'

import './globals.css'
import { enPage } from '@/features/messages/en-page.ts'
import { BrokenPage } from '@/features/shell/broken-page.tsx'

/** The last resort: the root layout itself has failed, and its language with it, so this brings a document and words of its own. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang={enPage.language} data-theme="light">
      <body>
        <BrokenPage words={enPage} onRetry={retry} />
      </body>
    </html>
  )
}
