'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { useCallback, useEffect, useMemo } from 'react'
import { forgetEdits } from '@/features/composer/composing.ts'
import { draftsOf } from '@/features/composer/draft-store.ts'
import { useDraftSync } from '@/features/composer/use-draft-sync.ts'
import { useTypeAnywhere } from '@/features/composer/use-type-anywhere.ts'
import { ConversationPane } from '@/features/conversations/conversation-pane.tsx'
import { ConversationRail } from '@/features/conversations/conversation-rail.tsx'
import { loadOwnMenu } from '@/features/conversations/load-own-menu.ts'
import { railSections } from '@/features/conversations/rail-sections.ts'
import { useRailItems } from '@/features/conversations/use-rail-items.ts'
import { late } from '@/features/design/late.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { ConnectionTroubleProvider } from './connection-trouble.tsx'
import { useView } from './navigation.ts'
import { loadOverlays, loadSwitcher, OverlayLayer, useOverlayState } from './overlay-layer.tsx'
import { MainPane, ShellFrame } from './shell-frame.tsx'
import { useAppliedSettings } from './use-applied-settings.ts'
import { useDocumentTitle } from './use-document-title.ts'
import { useHeldUnread } from './use-held-unread.ts'
import { useListFocus } from './use-list-focus.ts'
import { useMarkAllRead } from './use-mark-all-read.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useUnsentWarning } from './use-unsent-warning.ts'
import { useVisibleHeight } from './use-visible-height.ts'
import { useWatchedPresence } from './use-watched-presence.ts'

const loadSettings = () => import('@/features/settings/settings-pane.tsx').then((module) => module.SettingsPane)
const SettingsPane = late(loadSettings)
const NothingOpen = late(() => import('./nothing-open.tsx').then((module) => module.NothingOpen))
const InvitationPane = late(() => import('@/features/groups/invitation-pane.tsx').then((module) => module.InvitationPane))
const AdminPane = late(() => import('@/features/admin/admin-pane.tsx').then((module) => module.AdminPane))
const idleMs = 3000

/** Two panes, of which a phone shows one. */
export function Shell() {
  const { me } = useChatClient()
  const { connection, ready } = useChatState()
  const view = useView()
  const activeId = view.kind === 'conversation' ? view.id : undefined
  const heldId = useHeldUnread(activeId)
  const items = useRailItems(activeId)
  const sections = useMemo(() => railSections(items, heldId), [items, heldId])
  const overlayState = useOverlayState()
  const { shown, overlays } = overlayState
  const find = useCallback(() => overlays.show({ kind: 'find' }), [overlays])
  const markAllRead = useMarkAllRead()
  useShortcuts(sections, activeId, {
    find: shown?.kind === 'find' ? overlays.hide : find,
    showShortcuts: shown?.kind === 'shortcuts' ? overlays.hide : () => overlays.show({ kind: 'shortcuts' }),
    markAllRead,
  })
  useListFocus(activeId)
  useDocumentTitle(activeId)
  useTypeAnywhere()
  useDraftSync()
  useUnsentWarning()
  useVisibleHeight()
  useWatchedPresence()
  useAppliedSettings()

  const signedOut = connection.status === 'signed-out'
  useEffect(() => {
    if (!signedOut) return
    draftsOf(me.id).forgetAll()
    forgetEdits()
    // In its place: Back shall not lead into a chat that is over.
    window.location.replace('/sign-in')
  }, [signedOut, me.id])

  // Not part of the first load, but there before it is asked for, and before a connection is lost.
  useEffect(() => {
    if (!ready) return
    void loadSwitcher().catch(() => undefined)
    const load = () => void Promise.all([loadOverlays(), loadOwnMenu(), loadSettings()]).catch(() => undefined)
    const timer = setTimeout(load, idleMs)
    return () => clearTimeout(timer)
  }, [ready])

  return (
    <ConnectionTroubleProvider>
      <OverlayLayer state={overlayState} conversations={items.map((item) => item.conversation)} activeId={activeId}>
        <ShellFrame>
          <ConversationRail sections={sections} activeId={activeId} hidden={view.kind !== 'list'} onFind={find} />
          <MainPane open={view.kind !== 'list'}>
            {view.kind === 'list' && <NothingOpen isNew={items.length === 0} onFind={find} />}
            {view.kind === 'conversation' && <ConversationPane conversationId={view.id} />}
            {view.kind === 'settings' && <SettingsPane section={view.section} />}
            {view.kind === 'admin' && <AdminPane />}
            {view.kind === 'invitation' && <InvitationPane code={view.code} />}
          </MainPane>
          {activeId === undefined && <ConnectionBanner />}
        </ShellFrame>
      </OverlayLayer>
    </ConnectionTroubleProvider>
  )
}
