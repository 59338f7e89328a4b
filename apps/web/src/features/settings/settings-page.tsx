import type { ReactNode } from 'react'

/** One section's content: what it is about, then its parts. */
export function SettingsPage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-160 px-4 pt-5 pb-16 md:px-8 md:pt-8">
      <h2 tabIndex={-1} className="outline-none text-xl font-[650] tracking-[-.015em]">
        {title}
      </h2>
      <p className="mt-1 mb-6 text-ink-soft">{lead}</p>
      <div className="grid gap-8">{children}</div>
    </div>
  )
}

interface SettingsPartProps {
  title: string
  lead?: string | undefined
  /** What must not be pressed by mistake. */
  danger?: boolean
  children: ReactNode
}

/** A card with a heading. */
export function SettingsPart({ title, lead, danger = false, children }: SettingsPartProps) {
  return (
    <section className={`rounded-lg border bg-panel p-4 shadow-1 md:p-5 ${danger ? 'border-danger/40' : 'border-line'}`}>
      <h3 className="text-base font-semibold">{title}</h3>
      {lead !== undefined && <p className="mt-0.5 text-sm text-ink-soft">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
