import type { WrittenDraft } from '@chatsphere/client'
import type { Draft } from '@chatsphere/contracts'

/** A draft as a device keeps it. */
export interface KeptDraft extends WrittenDraft {
  /** The server does not have it yet. */
  unsaved: boolean
  /** When what was last taken over from the server was saved there; null for what was written here only. */
  savedAt: string | null
}

export const noDraft: WrittenDraft = { body: '', replyTo: null }

/** Undefined for what is none. A plain text is what earlier versions kept. */
export function parseKeptDraft(stored: string | null): KeptDraft | undefined {
  if (stored === null) return undefined
  try {
    const draft: unknown = JSON.parse(stored)
    if (typeof draft !== 'object' || draft === null) return plain(stored)
    const { body, replyTo, unsaved, savedAt } = draft as Partial<Record<keyof KeptDraft, unknown>>
    if (typeof body !== 'string') return plain(stored)
    return {
      body,
      replyTo: typeof replyTo === 'string' ? replyTo : null,
      unsaved: unsaved === true,
      savedAt: typeof savedAt === 'string' ? savedAt : null,
    }
  } catch {
    return plain(stored)
  }
}

function plain(body: string): KeptDraft {
  return { body, replyTo: null, unsaved: true, savedAt: null }
}

/**
 * Whether what the device keeps stays although the server tells of another draft: what is not saved yet always does, and what was saved
 * later, since a summary may be of an earlier time.
 */
export function keepsAdopted(kept: KeptDraft | undefined, told: Draft | null): boolean {
  if (kept === undefined) return false
  if (kept.unsaved) return true
  return told !== null && kept.savedAt !== null && Date.parse(told.savedAt) < Date.parse(kept.savedAt)
}
