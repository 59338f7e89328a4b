import { arAccount } from './ar-account.ts'
import { type AccountMessages, enAccount } from './en-account.ts'
import type { Language } from './languages.ts'

export function accountText(language: Language): AccountMessages {
  return language === 'ar' ? arAccount : enAccount
}
