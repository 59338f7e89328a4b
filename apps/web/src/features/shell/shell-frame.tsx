import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** As high as what can be seen; nothing but its panes scrolls. */
export function ShellFrame({ children }: { children: ReactNode }) {
  return (
    <div className="grid h-[var(--visible-height,100dvh)] grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] overflow-hidden bg-canvas md:grid-cols-[288px_minmax(0,1fr)] xl:grid-cols-[308px_minmax(0,1fr)]">
      {children}
    </div>
  )
}

/** The pane of the open conversation. On a phone it has the screen if there is one. */
export function MainPane({ open, children }: { open: boolean; children: ReactNode }) {
  return (
    <main className={clsx('flex min-h-0 min-w-0 flex-col bg-panel [--surface:var(--panel)]', !open && 'max-md:hidden')}>
      {children}
    </main>
  )
}
