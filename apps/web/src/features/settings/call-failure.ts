import { toChatError } from '@chatsphere/client/query'
import { failureText } from '@/features/messages/failure-text.ts'
import type { Messages } from '@/features/messages/text.ts'

export interface CallFailure {
  /** What stands below the form; undefined if every problem has its field. */
  summary: string | undefined
  fields: Readonly<Record<string, string>>
}

/** What a refused call of the settings means to the person in front of it. */
export function callFailure({ language }: Messages, wrongPassword: string, reason: unknown): CallFailure {
  const text = failureText(language)
  const error = toChatError(reason)
  if (error.code === 'invalid_credentials') return { summary: undefined, fields: { currentPassword: wrongPassword } }
  if (error.code === 'rate_limited') {
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000))
    return { summary: `${text.errors.rate_limited} ${text.tryAgainIn(seconds)}`, fields: {} }
  }
  if (error.code === 'email_taken') return { summary: undefined, fields: { email: text.errors.email_taken } }
  // The server names the field; of a password that has the right length it can only mean that everybody knows it.
  if (error.fields.password !== undefined) return { summary: undefined, fields: { password: text.passwordCommon } }
  const named = Object.keys(error.fields).length > 0
  return { summary: named ? undefined : text.errors[error.code], fields: error.fields }
}
