'use client'

import { arParts } from './ar-parts.ts'
import { enParts, type PartMessages } from './en-parts.ts'
import { useText } from './use-text.ts'

/** The words of what the chat shows only now and then, in the language in use. */
export function usePartText(): PartMessages {
  return useText().language === 'ar' ? arParts : enParts
}
