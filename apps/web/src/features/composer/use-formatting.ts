'use client'

import { type RefObject, useCallback, useRef, useState } from 'react'
import type { Mark } from './text-marks.ts'

/** Not part of the first load: it comes as soon as somebody writes. */
const loadFormat = () => import('./format-field.ts')
const none: ReadonlySet<Mark> = new Set()

/** The marks at the selection of a field; `look` is to be called whenever that has moved. */
export function useFormatting(field: RefObject<HTMLTextAreaElement | null>) {
  const [active, setActive] = useState(none)
  const format = useRef<Awaited<ReturnType<typeof loadFormat>>>(undefined)

  const withFormat = useCallback(
    (use: (given: NonNullable<typeof format.current>, box: HTMLTextAreaElement) => void) => {
      const run = () => {
        if (format.current !== undefined && field.current !== null) use(format.current, field.current)
      }
      if (format.current !== undefined) {
        run()
        return
      }
      loadFormat().then(
        (loaded) => {
          format.current = loaded
          run()
        },
        () => undefined,
      )
    },
    [field],
  )

  const look = useCallback(
    () =>
      withFormat(({ marksIn }, box) => {
        const found = marksIn(box)
        setActive((before) => (found.length === before.size && found.every((mark) => before.has(mark)) ? before : new Set(found)))
      }),
    [withFormat],
  )
  const toggle = useCallback(
    (mark: Mark) => {
      withFormat(({ toggleIn }, box) => toggleIn(box, mark))
      look()
    },
    [look, withFormat],
  )

  return { active, look, toggle }
}
