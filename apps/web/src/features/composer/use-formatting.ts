'use client'

import { type RefObject, useCallback, useState } from 'react'
import { applyTo } from './composer-field.ts'
import { hasMark, type Mark, marks, toggleMark, type Written } from './text-marks.ts'

const none: ReadonlySet<Mark> = new Set()

/** The marks at the selection of a field; `look` is to be called whenever that has moved. */
export function useFormatting(field: RefObject<HTMLTextAreaElement | null>) {
  const [active, setActive] = useState(none)

  const look = useCallback(() => {
    const written = writtenIn(field.current)
    const found = (Object.keys(marks) as Mark[]).filter((mark) => written !== undefined && hasMark(written, mark))
    setActive((before) => (found.length === before.size && found.every((mark) => before.has(mark)) ? before : new Set(found)))
  }, [field])

  const toggle = useCallback(
    (mark: Mark | undefined) => {
      const box = field.current
      const written = writtenIn(box)
      if (box === null || written === undefined || mark === undefined) return
      applyTo(box, toggleMark(written, mark))
      look()
    },
    [field, look],
  )

  return { active, look, toggle }
}

function writtenIn(field: HTMLTextAreaElement | null): Written | undefined {
  return field === null ? undefined : { body: field.value, start: field.selectionStart, end: field.selectionEnd }
}
