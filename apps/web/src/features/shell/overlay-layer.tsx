'use client'

import type { Conversation } from '@chatsphere/contracts'
import { type ComponentType, type ReactNode, useCallback, useMemo, useState } from 'react'
import { type Overlay, OverlayContext } from './overlays.ts'
import { PendingSwitcher } from './pending-switcher.tsx'

/** Something that is not part of the first load. `Component` is there once `load` has resolved. */
class Part<Props> {
  Component: ComponentType<Props> | undefined
  readonly #load: () => Promise<ComponentType<Props>>

  constructor(load: () => Promise<ComponentType<Props>>) {
    this.#load = load
  }

  async load(): Promise<void> {
    this.Component ??= await this.#load()
  }
}

const parts = {
  find: new Part(() => import('@/features/people/people-dialog.tsx').then((module) => module.PeopleDialog)),
  status: new Part(() => import('@/features/status/status-dialog.tsx').then((module) => module.StatusDialog)),
  shortcuts: new Part(() => import('@/features/shortcuts/shortcuts-dialog.tsx').then((module) => module.ShortcutsDialog)),
  person: new Part(() => import('@/features/people/person-dialog.tsx').then((module) => module.PersonDialog)),
  newGroup: new Part(() => import('@/features/groups/new-group-dialog.tsx').then((module) => module.NewGroupDialog)),
  discover: new Part(() => import('@/features/groups/discover-dialog.tsx').then((module) => module.DiscoverDialog)),
  group: new Part(() => import('@/features/groups/group-dialog.tsx').then((module) => module.GroupDialog)),
}

/** Those that are about nothing that has to be said. */
const { status, shortcuts, newGroup, discover } = parts
const plain = { status, shortcuts, newGroup, discover }

/** The switcher is there as soon as anything is. */
export function loadSwitcher(): Promise<void> {
  return parts.find.load()
}

/** To be called when there is time: what lies over the page is there before it is asked for, and before a connection is lost. */
export function loadOverlays(): Promise<unknown> {
  return Promise.all(Object.values(parts).map((part) => part.load()))
}

export function useOverlayState() {
  const [shown, setShown] = useState<Overlay>()
  /** What was typed for a switcher that was not there yet. */
  const [typed, setTyped] = useState('')
  const hide = useCallback(() => setShown(undefined), [])
  const show = useCallback((overlay: Overlay) => {
    const part = parts[overlay.kind]
    setTyped('')
    // Who asks for the switcher types on at once: those keys are not for what had the focus before.
    if (part.Component !== undefined || overlay.kind === 'find') setShown(overlay)
    if (part.Component !== undefined) return
    const arrived = (before: Overlay | undefined) => (overlay.kind === 'find' ? before && { ...overlay } : overlay)
    part.load().then(
      () => setShown(arrived),
      // Without a connection it may not be there: then nothing happens.
      () => setShown(undefined),
    )
  }, [])
  const overlays = useMemo(() => ({ show, hide }), [show, hide])
  return { shown, overlays, typed, setTyped }
}

interface OverlayLayerProps {
  state: ReturnType<typeof useOverlayState>
  /** What the switcher offers, in the order of the list. */
  conversations: readonly Conversation[]
  /** The open one is where one is already. */
  activeId: string | undefined
  children: ReactNode
}

/** The page, and the one thing that lies over it. */
export function OverlayLayer({ state, conversations, activeId, children }: OverlayLayerProps) {
  const { shown, overlays, typed, setTyped } = state
  const { find, person, group } = parts
  const Plain = shown && shown.kind in plain ? plain[shown.kind as keyof typeof plain].Component : undefined
  const { hide } = overlays
  return (
    <OverlayContext value={overlays}>
      {children}
      {shown?.kind === 'find' &&
        (find.Component === undefined ? (
          <PendingSwitcher typed={typed} onType={setTyped} onClose={hide} />
        ) : (
          <find.Component typed={typed} conversations={conversations} activeId={activeId} onClose={hide} />
        ))}
      {Plain && <Plain onClose={hide} />}
      {shown?.kind === 'person' && person.Component && (
        <person.Component key={shown.userId} userId={shown.userId} onClose={hide} />
      )}
      {shown?.kind === 'group' && group.Component && (
        <group.Component key={shown.conversationId} conversationId={shown.conversationId} onClose={hide} />
      )}
    </OverlayContext>
  )
}
