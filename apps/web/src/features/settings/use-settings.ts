'use client'

import { query } from '@chatsphere/client/query'
import { useChatState } from '@chatsphere/client/react'
import { defaultSettings, type Settings } from '@chatsphere/contracts'
import { useState } from 'react'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { applySettings } from '@/features/shell/apply-settings.ts'
import { callFailure } from './call-failure.ts'

/**
 * The settings as they are, and a way to change some of them. A change is shown and takes effect on this device at once; the word of the
 * server, which comes to all devices, replaces it. One that is refused is taken back and said.
 */
export function useSettings(): { settings: Settings; change: (some: Partial<Settings>) => void; failure: string | undefined } {
  const text = useText()
  const words = useSettingsText()
  const stored = useChatState().own?.settings ?? defaultSettings
  const update = query.users.updateSettings.useMutation()
  const [pending, setPending] = useState<Partial<Settings>>({})
  const [failure, setFailure] = useState<string>()
  const settings = { ...stored, ...pending }

  function change(some: Partial<Settings>) {
    setFailure(undefined)
    setPending((before) => ({ ...before, ...some }))
    applySettings({ ...settings, ...some })
    update.mutate(some, {
      onSuccess: (answer) => applySettings(answer),
      onError: (error) => {
        setFailure(callFailure(text, words.account.wrongPassword, error).summary)
        setPending({})
        applySettings(stored)
      },
      onSettled: () => setPending({}),
    })
  }
  return { settings, change, failure }
}
