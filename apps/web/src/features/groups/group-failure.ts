import { failureText } from '@/features/messages/failure-text.ts'
import type { Messages } from '@/features/messages/text.ts'
import { callFailure } from '@/features/settings/call-failure.ts'

/** What a refused call about a group means to the person in front of it. */
export function toFailure(text: Messages, error: unknown): string {
  const { forbidden, invalid_input } = failureText(text.language).errors
  return callFailure(text, forbidden, error).summary ?? invalid_input
}
