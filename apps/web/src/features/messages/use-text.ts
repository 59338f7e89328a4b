'use client'

import { createContext, useContext } from 'react'
import type { Messages } from './text.ts'

/** No default: pages that stand in for others would otherwise bring the whole of English along. */
export const TextContext = createContext<Messages | null>(null)

/** The catalogue in use. */
export function useText(): Messages {
  const text = useContext(TextContext)
  if (text === null) throw new Error('There is no TextProvider above this component.')
  return text
}
