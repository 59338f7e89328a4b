import type { Conversation, User } from '@chatsphere/contracts'

export interface SwitcherResults {
  conversations: readonly Conversation[]
  people: readonly User[]
}

/**
 * What the switcher shows for a query: at once the conversations that are here, by name or username, the better match
 * first; after them the people whom the server found, nobody twice. `found` may still answer an older query: of those
 * only the ones that fit the new one are shown, so that Enter never opens somebody whom nobody asked for.
 */
export function switcherResults(
  query: string,
  conversations: readonly Conversation[],
  found: { query: string; users: readonly User[] },
): SwitcherResults {
  const wanted = folded(query.trim().replace(/^@/, ''))
  if (wanted === '') return { conversations: [], people: [] }
  const matches = conversations
    .map((conversation) => ({ conversation, rank: rankOf(wanted, conversation.name, conversation.peer?.username) }))
    .filter(({ rank }) => rank < noMatch)
    .sort((one, other) => one.rank - other.rank)
    .map(({ conversation }) => conversation)
  const shown = new Set(matches.map((conversation) => conversation.peer?.id))
  const isCurrent = found.query === query.trim()
  const people = found.users.filter(
    (user) => !shown.has(user.id) && (isCurrent || rankOf(wanted, user.displayName, user.username) < noMatch),
  )
  return { conversations: matches, people }
}

/** Those of the named things that the query means: each of its words begins a word of the name. */
export function matchingCommands<Named extends { label: string }>(query: string, commands: readonly Named[]): Named[] {
  const wanted = folded(query.trim()).split(/\s+/)
  if (wanted.join('') === '') return []
  return commands.filter(({ label }) => {
    const words = folded(label).split(/[\s:]+/)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  })
}

const noMatch = 3

/** 0: begins with it; 1: a word in it does; 2: it is somewhere inside. */
function rankOf(wanted: string, name: string, username = ''): number {
  const words = folded(name)
  const handle = folded(username)
  if (words.startsWith(wanted) || handle.startsWith(wanted)) return 0
  if (/[\s._-]/.test(words + handle) && `${words} ${handle}`.split(/[\s._-]+/).some((word) => word.startsWith(wanted))) return 1
  return words.includes(wanted) || handle.includes(wanted) ? 2 : noMatch
}

/** Without case and accents: "tomas" finds Tomás. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
