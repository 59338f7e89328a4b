import type { SystemNote } from '@chatsphere/contracts'
import type { PartMessages } from '@/features/messages/en-parts.ts'

export interface NoteSentence {
  /** With {who}, {whom} and {what} where those stand. */
  words: string
  whom: readonly string[]
  what: string
}

/** Undefined: a type that this version does not know. */
export function noteSentence(told: PartMessages['told'], note: SystemNote): NoteSentence | undefined {
  switch (note.type) {
    case 'group_created':
      return { words: told.created, whom: [], what: '' }
    case 'members_added':
      return { words: told.added, whom: note.userIds, what: '' }
    case 'member_removed':
      return { words: note.banned ? told.banned : told.removed, whom: [note.userId], what: '' }
    case 'member_left':
      return { words: told.left, whom: [], what: '' }
    case 'member_joined':
      return { words: told.joined, whom: [], what: '' }
    case 'role_changed':
      return { words: told.made[note.role], whom: [note.userId], what: '' }
    case 'ownership_transferred':
      return { words: told.made.owner, whom: [note.userId], what: '' }
    case 'group_updated':
      return { whom: [], ...updated(told, note.changed) }
    default:
      return undefined
  }
}

type Changed = Extract<SystemNote, { type: 'group_updated' }>['changed']

function updated(told: PartMessages['told'], changed: Changed): { words: string; what: string } {
  const parts = Object.keys(changed)
  if (parts.length === 1) {
    if (changed.name !== undefined) return { words: told.renamed, what: changed.name }
    if (changed.topic) return { words: told.topic, what: changed.topic }
    if (changed.archived !== undefined) return { words: changed.archived ? told.archived : told.reopened, what: '' }
    if (changed.permissions !== undefined) return { words: told.rights, what: '' }
    if (changed.slowModeSeconds !== undefined)
      return { words: changed.slowModeSeconds > 0 ? told.slowed : told.unslowed, what: '' }
    if (changed.visibility !== undefined) return { words: changed.visibility === 'public' ? told.opened : told.closed, what: '' }
  }
  return { words: told.updated, what: '' }
}
