'use client'

import type { Conversation } from '@chatsphere/contracts'
import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { type Overlay, OverlayContext } from './overlays.ts'

/** Not part of the first load. */
const parts = {
  find: () => import('@/features/people/people-dialog.tsx').then((module) => module.PeopleDialog),
  status: () => import('@/features/status/status-dialog.tsx').then((module) => module.StatusDialog),
  shortcuts: () => import('@/features/shortcuts/shortcuts-dialog.tsx').then((module) => module.ShortcutsDialog),
  person: () => import('@/features/people/person-dialog.tsx').then((module) => module.PersonDialog),
}
const PeopleDialog = dynamic(parts.find, { ssr: false })
const StatusDialog = dynamic(parts.status, { ssr: false })
const ShortcutsDialog = dynamic(parts.shortcuts, { ssr: false })
const PersonDialog = dynamic(parts.person, { ssr: false })

/** To be called when there is time: what lies over the page is there before it is asked for, and before a connection is lost. */
export function loadOverlays(): Promise<unknown> {
  return Promise.all(Object.values(parts).map((load) => load()))
}

export function useOverlayState() {
  const [shown, setShown] = useState<Overlay>()
  const hide = useCallback(() => setShown(undefined), [])
  const show = useCallback((overlay: Overlay) => {
    parts[overlay.kind]().then(
      () => setShown(overlay),
      () => undefined,
    )
  }, [])
  const overlays = useMemo(() => ({ show, hide }), [show, hide])
  return { shown, overlays }
}

interface OverlayLayerProps {
  state: ReturnType<typeof useOverlayState>
  /** What the switcher offers, in the order of the list. */
  conversations: readonly Conversation[]
  children: ReactNode
}

/** The page, and the one thing that lies over it. */
export function OverlayLayer({ state, conversations, children }: OverlayLayerProps) {
  const { shown, overlays } = state
  return (
    <OverlayContext value={overlays}>
      {children}
      {shown?.kind === 'find' && <PeopleDialog conversations={conversations} onClose={overlays.hide} />}
      {shown?.kind === 'status' && <StatusDialog onClose={overlays.hide} />}
      {shown?.kind === 'shortcuts' && <ShortcutsDialog onClose={overlays.hide} />}
      {shown?.kind === 'person' && <PersonDialog key={shown.userId} userId={shown.userId} onClose={overlays.hide} />}
    </OverlayContext>
  )
}
