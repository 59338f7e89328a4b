import type { Messages } from '@/features/messages/text.ts'
import { callFailure } from '@/features/settings/call-failure.ts'

/** What a refused call about a group means to the person in front of it. */
export function toFailure(text: Messages, error: unknown): string {
  return callFailure(text, text.errors.forbidden, error).summary ?? text.errors.invalid_input
}
