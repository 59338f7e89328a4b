'use client'

import { useChatState } from '@chatsphere/client/react'
import { useEffect } from 'react'
import { applySettings } from './apply-settings.ts'

/** Follows the settings, whichever device has changed them. */
export function useAppliedSettings(): void {
  const settings = useChatState().own?.settings
  const { theme, density, language } = settings ?? {}
  useEffect(() => {
    if (theme !== undefined && density !== undefined && language !== undefined) applySettings({ theme, density, language })
  }, [theme, density, language])
}
