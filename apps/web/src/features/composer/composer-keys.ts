import { countFences } from '@/features/markdown/fence-lines.ts'

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
 * sends; else as it is set, and with Shift the other. `inCode`: the caret stands in a block of code that is not closed, whose lines nobody
 * means to send one by one.
 */
export function enterDoes(event: Key, enterKey: 'send' | 'newline', inCode = false): 'send' | 'newline' | undefined {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === compositionKeyCode || event.altKey) return undefined
  if (event.ctrlKey || event.metaKey) return 'send'
  if (inCode && !event.shiftKey) return 'newline'
  return (enterKey === 'send') === event.shiftKey ? 'newline' : 'send'
}

/** Whether a block of code that was opened before the caret is still open there. */
export function isInCode(body: string, caret: number): boolean {
  return countFences(body.slice(0, caret)) % 2 === 1
}
