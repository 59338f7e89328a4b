'use client'

import { createContext, useContext } from 'react'

/** What can lie over the page, one at a time. */
export type Overlay =
  | { kind: 'find' | 'status' | 'shortcuts' | 'newGroup' | 'discover' }
  | { kind: 'person'; userId: string }
  | { kind: 'group'; conversationId: string }

interface Overlays {
  /** In the place of whatever lies there. Without a connection it may not be there yet: then nothing happens. */
  show(overlay: Overlay): void
  hide(): void
}

export const OverlayContext = createContext<Overlays>({ show: () => undefined, hide: () => undefined })

export function useOverlays(): Overlays {
  return useContext(OverlayContext)
}
