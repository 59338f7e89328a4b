'use client'

import type { Conversation } from '@chatsphere/contracts'
import { Reply } from 'lucide-react'
import { useText } from '@/features/messages/use-text.ts'
import { useMessageActs } from './message-acts.ts'
import { useNamed } from './people-names.ts'
import { useQuoted } from './use-quoted.ts'
import { useSnippet } from './use-snippet.ts'

interface QuoteProps {
  conversation: Pick<Conversation, 'id' | 'peer'>
  messageId: string
  reachable: boolean
}

/** What a message answers, on one line; a press goes there. As high while it loads, so that nothing moves. */
export function Quote({ conversation, messageId, reachable }: QuoteProps) {
  const text = useText()
  const acts = useMessageActs()
  const quoted = useQuoted(conversation.id, messageId)
  const snippet = useSnippet(typeof quoted === 'object' ? quoted : undefined)
  const line =
    'mt-0.5 mb-[3px] flex h-5.5 w-fit max-w-full items-center gap-2 border-s-[3px] border-line-strong ps-2.5 text-start text-sm text-ink-soft md:max-w-140 pointer-coarse:h-7'
  if (typeof quoted === 'string') {
    return (
      <p className={line}>
        <Reply aria-hidden="true" size={14} className="flex-none rtl:-scale-x-100" />
        <span className="truncate text-ink-faint">{quoted === 'missing' ? text.message.quoteMissing : '…'}</span>
      </p>
    )
  }
  return (
    <button
      type="button"
      tabIndex={reachable ? 0 : -1}
      onClick={() => acts.goTo(quoted.position)}
      className={`${line} relative rounded-e-sm transition-colors after:absolute after:inset-0 hover:border-accent hover:text-ink pointer-coarse:after:-inset-y-2`}
    >
      <Reply aria-hidden="true" size={14} className="flex-none rtl:-scale-x-100" />
      <span className="sr-only">{text.message.inReplyTo} </span>
      <Author authorId={quoted.authorId} conversation={conversation} />
      <span dir="auto" className="truncate">
        {snippet}
      </span>
    </button>
  )
}

function Author({ authorId, conversation }: { authorId: string; conversation: Pick<Conversation, 'peer'> }) {
  return <bdi className="flex-none font-semibold">{useNamed(authorId, conversation).name} </bdi>
}
