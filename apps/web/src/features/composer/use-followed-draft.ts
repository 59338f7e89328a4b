'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { useDraft } from './draft-store.ts'
import { followedDraft } from './follow-draft.ts'

/** Keeps the composer at the stored draft where `followedDraft` says so. */
export function useFollowedDraft(
  userId: string,
  conversationId: string,
  field: RefObject<HTMLTextAreaElement | null>,
  setBody: (next: (body: string) => string) => void,
): void {
  const stored = useDraft(userId, conversationId)
  const known = useRef(stored)
  useEffect(() => {
    const storedBefore = known.current
    if (storedBefore === stored) return
    known.current = stored
    const focused = field.current !== null && document.activeElement === field.current && document.hasFocus()
    setBody((body) => followedDraft({ body, stored, storedBefore, focused }))
  }, [field, setBody, stored])
}
