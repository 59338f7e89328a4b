'use client'

import type { Message } from '@chatsphere/contracts'
import { useEffect } from 'react'
import { hasMarkup } from '@/features/markdown/has-markup.ts'
import { loadMarkdown, useMarkdown } from '@/features/markdown/use-markdown.ts'
import { useText } from '@/features/messages/use-text.ts'

const lengthMax = 300

/** A message on one line, without its marks as soon as they can be read. */
export function useSnippet(message: Pick<Message, 'body' | 'deletedAt'> | undefined): string {
  const text = useText()
  const markdown = useMarkdown()
  const wanted = markdown === undefined && message !== undefined && hasMarkup(message.body)
  useEffect(() => {
    if (wanted) loadMarkdown().catch(() => undefined)
  }, [wanted])
  if (message === undefined) return ''
  if (message.deletedAt !== null) return text.timeline.deleted
  const { body } = message
  return (markdown !== undefined && hasMarkup(body) ? markdown.plainText(body) : body).replaceAll(/\s+/g, ' ').slice(0, lengthMax)
}
