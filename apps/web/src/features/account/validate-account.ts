import type { AccountMessages } from '@/features/messages/en-account.ts'

export type AccountField = 'email' | 'username' | 'displayName' | 'password'
export type AccountValues = Record<AccountField, string>

type Invalid = AccountMessages['invalid']

/**
 * What the server would say, said at once. The rules are those of the contracts (a test holds them together); they are
 * written again because the contracts bring a schema library that a sign-in page need not load.
 */
export function accountFieldProblem(field: AccountField, value: string, words: Invalid): string | undefined {
  const trimmed = field === 'password' ? value : value.trim()
  if (trimmed === '') return words.required[field]
  if (field === 'email') return emailPattern.test(trimmed) && trimmed.length <= 254 ? undefined : words.email
  if (field === 'username') return usernameProblem(trimmed.toLowerCase(), words)
  if (field === 'displayName') return displayNameProblem(trimmed, words)
  if (value.length < 8) return words.passwordShort
  return value.length > 128 ? words.passwordLong : undefined
}

// The pattern of zod's `z.email()`.
const emailPattern = /^(?!\.)(?!.*\.\.)([a-z0-9_'+\-.]*)[a-z0-9_+-]@([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/i

function usernameProblem(value: string, words: Invalid): string | undefined {
  if (value.length < 2) return words.usernameShort
  if (value.length > 32) return words.usernameLong
  // Kept for deleted accounts.
  if (value.startsWith('deleted-')) return words.usernameSigns
  return /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/.test(value) ? undefined : words.usernameSigns
}

function displayNameProblem(value: string, words: Invalid): string | undefined {
  if (value.length > 80) return words.nameLong
  return /\p{Cc}/u.test(value) ? words.nameSigns : undefined
}
