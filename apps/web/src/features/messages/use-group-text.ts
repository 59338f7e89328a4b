'use client'

import { arGroups } from './ar-groups.ts'
import { enGroups, type GroupMessages } from './en-groups.ts'
import { useText } from './use-text.ts'

/** The words of groups and channels in the language in use. */
export function useGroupText(): GroupMessages {
  return useText().language === 'ar' ? arGroups : enGroups
}
