import { applyTo } from './composer-field.ts'
import { hasMark, type Mark, marks, toggleMark, type Written } from './text-marks.ts'

/** Puts the mark around what is selected in the field, or takes it away. */
export function toggleIn(field: HTMLTextAreaElement, mark: Mark): void {
  applyTo(field, toggleMark(writtenIn(field), mark))
}

/** The marks that stand around what is selected in the field. */
export function marksIn(field: HTMLTextAreaElement): Mark[] {
  const written = writtenIn(field)
  return (Object.keys(marks) as Mark[]).filter((mark) => hasMark(written, mark))
}

function writtenIn(field: HTMLTextAreaElement): Written {
  return { body: field.value, start: field.selectionStart, end: field.selectionEnd }
}
