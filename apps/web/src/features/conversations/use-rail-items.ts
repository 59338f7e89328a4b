'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { useMemo, useState } from 'react'
import { useDraftedIds } from '@/features/composer/draft-store.ts'
import { type RailItem, railItems } from './rail-items.ts'

/** The rail's list; an empty conversation counts as wanted once it was opened in this page, and while it has a draft. */
export function useRailItems(activeId: string | undefined): readonly RailItem[] {
  const client = useChatClient()
  const state = useChatState()
  const drafted = useDraftedIds(client.me.id)
  const opened = useOpened(activeId)
  return useMemo(() => {
    const lastOutgoing = (id: string) => (state.connection.unsent === 0 ? undefined : client.timeline(id).outgoing.at(-1))
    return railItems(state.conversations, lastOutgoing, (id) => opened.has(id) || drafted.includes(id))
  }, [client, state, drafted, opened])
}

function useOpened(activeId: string | undefined): ReadonlySet<string> {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  if (activeId === undefined || opened.has(activeId)) return opened
  const more = new Set(opened).add(activeId)
  setOpened(more)
  return more
}
