import { linkSegments } from './link-segments.ts'

interface MessageTextProps {
  body: string
  /** Whether its links are stops of the Tab key: only those of the message that has the focus. */
  reachable: boolean
}

/** A body as it was written: breaks kept, addresses linked, and nothing in it ever becomes markup. */
export function MessageText({ body, reachable }: MessageTextProps) {
  return linkSegments(body).map((segment, index) =>
    segment.kind === 'text' ? (
      segment.text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one body have no other identity
        key={index}
        href={segment.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        tabIndex={reachable ? 0 : -1}
        className="rounded-[3px] text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-current"
      >
        {segment.text}
      </a>
    ),
  )
}
