'use client'

import { useLayoutEffect } from 'react'
import { ConversationSkeleton } from '@/features/conversations/conversation-pane.tsx'
import { RailFrame } from '@/features/conversations/conversation-rail.tsx'
import { RailSkeleton } from '@/features/conversations/rail-skeleton.tsx'
import { Skeleton } from '@/features/design/skeleton.tsx'
import { noteEarlyWish } from './early-wish.ts'
import { useView } from './navigation.ts'
import { MainPane, ShellFrame } from './shell-frame.tsx'

/** What the server sends: the frame of the app, before there is anything in it. */
export function ShellSkeleton() {
  const { kind } = useView()
  useLayoutEffect(noteEarlyWish, [])
  return (
    <ShellFrame>
      <RailFrame hidden={kind !== 'list'} onFind={undefined} footer={<FooterSkeleton />}>
        <RailSkeleton />
      </RailFrame>
      <MainPane open={kind !== 'list'}>{kind === 'conversation' && <ConversationSkeleton />}</MainPane>
    </ShellFrame>
  )
}

function FooterSkeleton() {
  return (
    <div className="flex h-[58px] items-center gap-2.5 border-t border-line ps-3">
      <Skeleton className="size-7 !rounded-[9px]" />
      <div className="grid gap-1.5">
        <Skeleton className="h-3 w-24" />
        <Skeleton className="h-2.5 w-12" />
      </div>
    </div>
  )
}
