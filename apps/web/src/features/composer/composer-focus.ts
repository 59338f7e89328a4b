/** Marks the text field of the composer that is on the screen. */
export const composerAttribute = 'data-composer'

/**
 * Puts the cursor into the composer, but not on a touch screen, where that would raise the keyboard unasked; `always`: somebody wants to
 * write.
 */
export function focusComposer(when: 'always' | 'fine-pointer' = 'fine-pointer'): boolean {
  if (when === 'fine-pointer') {
    if (!window.matchMedia('(pointer: fine)').matches) return false
    // An open menu closes when the focus leaves it.
    if (document.querySelector('[role="menu"]') !== null) return false
  }
  const field = document.querySelector<HTMLTextAreaElement>(`[${composerAttribute}]`)
  if (field === null) return false
  field.focus({ preventScroll: true })
  field.setSelectionRange(field.value.length, field.value.length)
  return true
}
