'use client'

import './globals.css'
import { pageText } from '@/features/messages/page-text.ts'
import PageError from './error.tsx'

/** The last resort: the root layout itself has failed, so this brings its own document. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang={pageText.language} data-theme="light">
      <body>
        <PageError {...props} />
      </body>
    </html>
  )
}
