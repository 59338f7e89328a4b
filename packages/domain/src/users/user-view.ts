import type { GlobalRole, Me, Profile, User } from '@chatsphere/contracts'

export interface UserRecord {
  id: string
  username: string
  displayName: string
  avatarColour: number | null
  disabledAt: Date | null
  deletedAt: Date | null
}

export interface ProfileRecord extends UserRecord {
  role: string
  bio: string
  pronouns: string
  timeZone: string | null
  createdAt: Date
}

/** What is shown of everybody everywhere. */
export function userView(user: UserRecord): User {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    avatarColour: user.avatarColour,
    disabled: user.disabledAt !== null,
    deleted: user.deletedAt !== null,
  }
}

/** What everybody may read of a person. */
export function profileView(user: ProfileRecord): Profile {
  const { bio, pronouns, timeZone, createdAt } = user
  return { ...userView(user), bio, pronouns, timeZone, createdAt: createdAt.toISOString() }
}

/** What a user may know of themselves. */
export function meView(user: ProfileRecord, address: { email: string; emailVerifiedAt: Date | null }): Me {
  return {
    ...profileView(user),
    email: address.email,
    emailVerified: address.emailVerifiedAt !== null,
    role: user.role as GlobalRole,
  }
}
