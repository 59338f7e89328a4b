import { focusComposer } from '@/features/composer/composer-focus.ts'

/** Marks the heading of the conversation that is on the screen. */
export const headingAttribute = 'data-conversation-heading'

/** Says where one is without raising a keyboard. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>(`[${headingAttribute}]`)?.focus({ preventScroll: true })
}

/** Into the open conversation: ready to write, or on a touch screen to its heading. */
export function focusConversation(): void {
  if (!focusComposer()) focusHeading()
}
