import type { GlobalRole, Me, User } from '@chatsphere/contracts'

export interface UserRecord {
  id: string
  username: string
  displayName: string
  role: string
  disabledAt: Date | null
}

/** What everybody may know of a user. */
export function userView(user: Omit<UserRecord, 'role'>): User {
  return { id: user.id, username: user.username, displayName: user.displayName, disabled: user.disabledAt !== null }
}

/** What a user may know of themselves. */
export function meView(user: UserRecord, email: string): Me {
  return { ...userView(user), email, role: user.role as GlobalRole }
}
