'use client'

import { clsx } from 'clsx'
import { memo, type ReactNode } from 'react'
import { hasMarkup } from '@/features/markdown/has-markup.ts'
import { MarkdownLink } from '@/features/markdown/markdown-link.tsx'
import { useMarkdown } from '@/features/markdown/use-markdown.ts'
import { isEmojiOnly } from './emoji-only.ts'
import { linkSegments } from './link-segments.ts'

interface MessageBodyProps {
  body: string
  /** It is not stored yet. */
  waits: boolean
  /** Whether its links are stops of the Tab key: only those of the message that has the focus. */
  reachable: boolean
  /** Stands right behind the text; undefined: nothing does. */
  end: ReactNode
}

/** A body with its markup, or as it was written: breaks kept, addresses linked, and nothing in it ever becomes an element of its own. */
export const MessageBody = memo(function MessageBody({ body, waits, reachable, end }: MessageBodyProps) {
  const markdown = useMarkdown()
  const tone = waits ? 'text-ink-faint transition-colors' : 'transition-colors'
  if (markdown !== undefined && hasMarkup(body)) {
    return (
      <div className={tone}>
        <markdown.MarkdownView body={body} reachable={reachable} end={end} />
      </div>
    )
  }
  return (
    <p
      dir="auto"
      className={clsx(
        'my-px max-w-[72ch] wrap-anywhere whitespace-pre-wrap',
        isEmojiOnly(body) && 'text-[2rem] leading-10',
        tone,
      )}
    >
      {linkSegments(body).map((segment, index) =>
        segment.kind === 'text' ? (
          segment.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one body have no other identity
          <MarkdownLink key={index} href={segment.href} reachable={reachable}>
            {segment.text}
          </MarkdownLink>
        ),
      )}
      {end}
    </p>
  )
})
