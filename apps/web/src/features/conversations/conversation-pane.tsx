'use client'

import { useChatState, useConversation } from '@chatsphere/client/react'
import type { ReactNode } from 'react'
import { Composer } from '@/features/composer/composer.tsx'
import { late } from '@/features/design/late.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { Timeline } from '@/features/timeline/timeline.tsx'
import { TimelineSkeleton } from '@/features/timeline/timeline-skeleton.tsx'
import { TypingLine } from '@/features/timeline/typing-line.tsx'
import { BackButton, ConversationHeader } from './conversation-header.tsx'

const MissingConversation = late(() => import('./missing-conversation.tsx').then((module) => module.MissingConversation))

/** The open conversation: header, messages, composer; or why there is none. */
export function ConversationPane({ conversationId }: { conversationId: string }) {
  const { ready } = useChatState()
  const conversation = useConversation(conversationId)
  if (conversation === undefined)
    return ready ? <MissingConversation /> : <ConversationSkeleton line={<TypingLine conversation={undefined} />} />
  return (
    <>
      <ConversationHeader key={`header-${conversationId}`} conversation={conversation} />
      <Timeline key={conversationId} conversation={conversation} />
      <TypingLine conversation={conversation} />
      <Composer key={`composer-${conversationId}`} conversation={conversation} />
    </>
  )
}

/** `line`: what stands above the composer, as high as in a conversation. */
export function ConversationSkeleton({ line = <div className="h-5.5 flex-none" /> }: { line?: ReactNode }) {
  return (
    <>
      <div className="flex min-h-15 items-center gap-3 border-b border-line py-2 ps-2.5 pe-2 pt-[max(.5rem,env(safe-area-inset-top))] md:ps-5">
        <BackButton />
        <Skeleton className="size-10 !rounded-[13px]" />
        <div className="grid gap-2">
          <Skeleton className="h-3.5 w-32" />
          <Skeleton className="h-3 w-20" />
        </div>
      </div>
      <div className="relative min-h-0 flex-1">
        <TimelineSkeleton />
      </div>
      {line}
      <div className="mx-2 mb-[max(.5rem,env(safe-area-inset-bottom))] h-[86px] rounded-lg border pointer-coarse:h-[101px] border-line md:mx-4 md:mb-4" />
    </>
  )
}
