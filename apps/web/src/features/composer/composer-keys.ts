interface Key {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Of the native event. */
  isComposing: boolean
  keyCode: number
}

/** Safari ends a composition before it tells of the Enter that did so, and then gives it this code. */
const compositionKeyCode = 229

/**
 * What Enter does: sends, or breaks the line; undefined for other keys, and while an input method composes. With Ctrl or ⌘ it always
 * sends; else as it is set, and with Shift the other.
 */
export function enterDoes(event: Key, enterKey: 'send' | 'newline'): 'send' | 'newline' | undefined {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === compositionKeyCode || event.altKey) return undefined
  if (event.ctrlKey || event.metaKey) return 'send'
  return (enterKey === 'send') === event.shiftKey ? 'newline' : 'send'
}
