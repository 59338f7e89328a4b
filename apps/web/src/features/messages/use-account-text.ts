'use client'

import { accountText } from './account-text.ts'
import type { AccountMessages } from './en-account.ts'
import { useText } from './use-text.ts'

/** The words of the account pages and of password fields in the language in use. */
export function useAccountText(): AccountMessages {
  return accountText(useText().language)
}
