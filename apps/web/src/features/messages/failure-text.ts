import { arFailures } from './ar-failures.ts'
import { enFailures, type FailureMessages } from './en-failures.ts'
import type { Language } from './languages.ts'

/** The words for what was refused. */
export function failureText(language: Language): FailureMessages {
  return language === 'ar' ? arFailures : enFailures
}
