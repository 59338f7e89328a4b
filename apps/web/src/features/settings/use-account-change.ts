'use client'

import { useState } from 'react'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { type CallFailure, callFailure } from './call-failure.ts'

/** The state of a small form of the account: its values, which are forgotten once it has gone well, and how it went. */
export function useAccountChange<Field extends string>(fields: readonly Field[]) {
  const text = useText()
  const words = useSettingsText()
  const empty = Object.fromEntries(fields.map((field) => [field, ''])) as Record<Field, string>
  const [values, setValues] = useState(empty)
  const [failure, setFailure] = useState<CallFailure>()
  const [done, setDone] = useState<string>()

  function field(name: Field) {
    return {
      name,
      value: values[name],
      error: failure?.fields[name],
      onChange(event: { currentTarget: { value: string } }) {
        const { value } = event.currentTarget
        setValues((before) => ({ ...before, [name]: value }))
        setFailure(undefined)
        setDone(undefined)
      },
    }
  }

  return {
    values,
    field,
    summary: failure?.summary,
    done,
    isComplete: fields.every((name) => values[name] !== ''),
    /** Handlers for the mutation: `message` is what is said once it has gone well. */
    outcome: (message: string) => ({
      onSuccess() {
        setValues(empty)
        setDone(message)
      },
      onError: (error: unknown) => setFailure(callFailure(text, words.account.wrongPassword, error)),
    }),
  }
}
