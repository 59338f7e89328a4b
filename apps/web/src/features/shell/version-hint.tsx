'use client'

import { useText } from '@/features/messages/use-text.ts'
import { useAppVersion } from './use-app-version.ts'

/** "A new version is ready", with the way to it; nothing as long as there is none. */
export function VersionHint() {
  const text = useText()
  const takeOver = useAppVersion()
  return (
    <div role="status">
      {takeOver !== undefined && (
        <p className="flex min-h-9 animate-fade items-center gap-2 border-t border-line ps-4 pe-3 text-xs text-ink-soft">
          {text.version.ready}
          <button
            type="button"
            onClick={takeOver}
            className="ms-auto inline-flex min-h-6 items-center rounded-sm px-1 font-semibold text-accent-ink underline underline-offset-2 pointer-coarse:min-h-11"
          >
            {text.version.reload}
          </button>
        </p>
      )}
    </div>
  )
}
