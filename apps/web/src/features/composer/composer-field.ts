import type { Written } from './text-marks.ts'

/**
 * Puts a text in the place of a part of the field, as if it had been typed: the field tells of it, and the browser can undo it. The
 * caret ends up behind it.
 */
export function replaceIn(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  const done = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (done) return
  field.setRangeText(text, start, end, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** Makes the field what it shall be by changing only the part that differs. */
export function applyTo(field: HTMLTextAreaElement, next: Written): void {
  const { value } = field
  let head = 0
  while (head < value.length && head < next.body.length && value[head] === next.body[head]) head++
  let tail = 0
  while (tail < value.length - head && tail < next.body.length - head && value.at(-1 - tail) === next.body.at(-1 - tail)) tail++
  replaceIn(field, head, value.length - tail, next.body.slice(head, next.body.length - tail))
  field.setSelectionRange(next.start, next.end)
}
