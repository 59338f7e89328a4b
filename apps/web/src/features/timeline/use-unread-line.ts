'use client'

import { useState } from 'react'
import { movedLine, openingLine, type ReadingState, type UnreadLine } from './unread-line.ts'

/** The "New" line's position, moved while rendering so that no frame shows the old one. */
export function useUnreadLine(state: ReadingState): UnreadLine {
  const [line, setLine] = useState(() => openingLine(state))
  const [before, setBefore] = useState(state)
  const changed =
    before.unread !== state.unread ||
    before.readPosition !== state.readPosition ||
    before.watching !== state.watching ||
    before.focused !== state.focused ||
    before.newestSent !== state.newestSent
  if (!changed) return line
  const moved = movedLine(line, before, state)
  setBefore(state)
  if (moved !== line) setLine(moved)
  return moved
}
