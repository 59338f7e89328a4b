import type { ReactNode } from 'react'

interface MarkdownLinkProps {
  href: string
  /** Whether it is a stop of the Tab key: only in the message that has the focus. */
  reachable: boolean
  children: ReactNode
}

/** Opens elsewhere, and tells the page there nothing of where one came from. */
export function MarkdownLink({ href, reachable, children }: MarkdownLinkProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      tabIndex={reachable ? 0 : -1}
      className="rounded-[3px] text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-current"
    >
      {children}
    </a>
  )
}
