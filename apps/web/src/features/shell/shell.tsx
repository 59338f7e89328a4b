'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { draftsOf } from '@/features/composer/draft-store.ts'
import { useDraftSync } from '@/features/composer/use-draft-sync.ts'
import { useTypeAnywhere } from '@/features/composer/use-type-anywhere.ts'
import { ConversationPane } from '@/features/conversations/conversation-pane.tsx'
import { ConversationRail } from '@/features/conversations/conversation-rail.tsx'
import { loadOwnMenu } from '@/features/conversations/load-own-menu.ts'
import { railSections } from '@/features/conversations/rail-sections.ts'
import { useRailItems } from '@/features/conversations/use-rail-items.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { ConnectionTroubleProvider } from './connection-trouble.tsx'
import { useActiveConversationId } from './navigation.ts'
import { NothingOpen } from './nothing-open.tsx'
import { MainPane, ShellFrame } from './shell-frame.tsx'
import { useDocumentTitle } from './use-document-title.ts'
import { useHeldUnread } from './use-held-unread.ts'
import { useListFocus } from './use-list-focus.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useUnsentWarning } from './use-unsent-warning.ts'
import { useVisibleHeight } from './use-visible-height.ts'
import { useWatchedPresence } from './use-watched-presence.ts'

const loadPeopleDialog = () => import('@/features/people/people-dialog.tsx').then((module) => module.PeopleDialog)
const idleMs = 3000
const PeopleDialog = dynamic(loadPeopleDialog, { ssr: false })

/** Two panes, of which a phone shows one. */
export function Shell() {
  const { me } = useChatClient()
  const { connection, ready } = useChatState()
  const activeId = useActiveConversationId()
  const heldId = useHeldUnread(activeId)
  const items = useRailItems(activeId)
  const sections = useMemo(() => railSections(items, heldId), [items, heldId])
  const [finding, setFinding] = useState(false)
  const stopFinding = useCallback(() => setFinding(false), [])
  const find = useCallback(() => {
    // Without a connection it may not be there yet; then nothing could be found either.
    loadPeopleDialog().then(
      () => setFinding(true),
      () => undefined,
    )
  }, [])
  useShortcuts(sections, activeId, finding ? stopFinding : find)
  useListFocus(activeId)
  useDocumentTitle(activeId)
  useTypeAnywhere()
  useDraftSync()
  useUnsentWarning()
  useVisibleHeight()
  useWatchedPresence()

  const signedOut = connection.status === 'signed-out'
  useEffect(() => {
    if (!signedOut) return
    draftsOf(me.id).forgetAll()
    // In its place: Back shall not lead into a chat that is over.
    window.location.replace('/sign-in')
  }, [signedOut, me.id])

  // Not part of the first load, but there before it is asked for, and before a connection is lost.
  useEffect(() => {
    if (!ready) return
    const timer = setTimeout(() => void Promise.all([loadPeopleDialog(), loadOwnMenu()]).catch(() => undefined), idleMs)
    return () => clearTimeout(timer)
  }, [ready])

  return (
    <ConnectionTroubleProvider>
      <ShellFrame>
        <ConversationRail sections={sections} activeId={activeId} onFind={find} />
        <MainPane open={activeId !== undefined}>
          {activeId === undefined ? (
            <NothingOpen isNew={items.length === 0} onFind={find} />
          ) : (
            <ConversationPane conversationId={activeId} />
          )}
        </MainPane>
        {activeId === undefined && <ConnectionBanner />}
        {finding && <PeopleDialog conversations={items.map((item) => item.conversation)} onClose={stopFinding} />}
      </ShellFrame>
    </ConnectionTroubleProvider>
  )
}
