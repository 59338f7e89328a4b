import type { Messages } from '@/features/messages/text.ts'

/** What a system message says, in a few words; nothing for a type that this version does not know. */
export function systemNote(text: Messages, body: string): string {
  let note: unknown
  try {
    note = JSON.parse(body)
  } catch {
    return ''
  }
  const { type } = Object(note) as { type?: unknown }
  return typeof type === 'string' && Object.hasOwn(text.notes, type) ? text.notes[type as keyof typeof text.notes] : ''
}
