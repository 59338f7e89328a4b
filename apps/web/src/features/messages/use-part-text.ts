'use client'

import { arParts } from './ar-parts.ts'
import { enParts, type PartMessages } from './en-parts.ts'
import type { Language } from './languages.ts'
import { useText } from './use-text.ts'

/** The words of what the chat shows only now and then. */
export function partText(language: Language): PartMessages {
  return language === 'ar' ? arParts : enParts
}

/** The same, in the language in use. */
export function usePartText(): PartMessages {
  return partText(useText().language)
}
