'use client'

import type { Messages } from '@/features/messages/text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { type TimeLabels, timeLabels, timeStyle } from './time-label.ts'

const known = new WeakMap<Messages, TimeLabels>()

/** Times in the words of the catalogue in use, with the clock of the person's own system. */
export function useTime(): TimeLabels {
  const text = useText()
  let labels = known.get(text)
  if (labels === undefined) {
    const languages = typeof navigator === 'undefined' ? [text.language] : navigator.languages
    labels = timeLabels(text, timeStyle(text.language, languages))
    known.set(text, labels)
  }
  return labels
}
