import { failureText } from '@/features/messages/failure-text.ts'
import type { Messages } from '@/features/messages/text.ts'

interface Refusal {
  code?: unknown
  fields?: unknown
  retryAfterMs?: unknown
}

export interface AccountFailure {
  /** What stands below the form; undefined if every problem has its field. */
  summary: string | undefined
  fields: Readonly<Record<string, string>>
}

/** What a refused call means to the person in front of it. Anything unknown counts as "cannot be reached". */
export function accountFailure({ language }: Messages, error: unknown, ofForbidden?: string): AccountFailure {
  const text = failureText(language)
  const { code, fields, retryAfterMs } = (typeof error === 'object' && error !== null ? error : {}) as Refusal
  // Beside the password, though either may be wrong: which one, the server never says.
  if (code === 'invalid_credentials') return { summary: undefined, fields: { password: text.errors.invalid_credentials } }
  if (code === 'email_taken') return { summary: undefined, fields: { email: text.errors.email_taken } }
  if (code === 'username_taken') return { summary: undefined, fields: { username: text.errors.username_taken } }
  if (code === 'forbidden') return { summary: ofForbidden ?? text.errors.forbidden, fields: {} }
  if (code === 'rate_limited') {
    const seconds = Math.max(1, Math.ceil((typeof retryAfterMs === 'number' ? retryAfterMs : 60_000) / 1000))
    return { summary: `${text.errors.rate_limited} ${text.tryAgainIn(seconds)}`, fields: {} }
  }
  const known = typeof code === 'string' && code in text.errors ? (code as keyof typeof text.errors) : 'unavailable'
  const named = Object.fromEntries(
    Object.entries(fields ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  // The server names the field; of a password that has the right length it can only mean that everybody knows it.
  if (named.password !== undefined) named.password = text.passwordCommon
  return { summary: Object.keys(named).length > 0 ? undefined : text.errors[known], fields: named }
}
