'use client'

import { useEffect } from 'react'
import { composerAttribute } from './composer-focus.ts'
import { isTypingKey } from './typing-key.ts'

/** What has a use of its own for the keys. */
const keepsKeys = 'input, textarea, select, button, [contenteditable], [role="menu"], [role="dialog"]'

/** Who begins to write, or pastes, while the focus is on nothing that takes text, writes into the composer. */
export function useTypeAnywhere(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || !isTypingKey(event)) return
      if (event.target instanceof Element && event.target.closest(keepsKeys) !== null) return
      if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return
      const field = document.querySelector<HTMLTextAreaElement>(`[${composerAttribute}]`)
      // The key itself then goes where the focus is.
      field?.focus({ preventScroll: true })
      field?.setSelectionRange(field.value.length, field.value.length)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
