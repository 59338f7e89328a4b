'use client'

import { ConnectionNote } from './connection-note.tsx'
import { useConnectionTrouble } from './connection-trouble.tsx'

/** Where no conversation is open. Floats, so that nothing moves: above the own footer on a phone, over the empty pane else. */
export function ConnectionBanner() {
  const troubled = useConnectionTrouble() !== null
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 z-30 flex justify-center max-md:bottom-[calc(env(safe-area-inset-bottom)+4.75rem)] md:start-72 md:top-2"
    >
      {troubled && (
        <p className="flex min-h-9 animate-fade items-center gap-2 rounded-full border border-line bg-raised px-4 text-sm shadow-2">
          <ConnectionNote />
        </p>
      )}
    </div>
  )
}
