'use client'

import { useText } from '@/features/messages/use-text.ts'
import { BrokenPage } from '@/features/shell/broken-page.tsx'

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return <BrokenPage words={useText().page} onRetry={retry} />
}
