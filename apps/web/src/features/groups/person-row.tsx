'use client'

import type { User } from '@chatsphere/contracts'
import type { ReactNode } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { PersonName } from '@/features/design/person-name.tsx'

/** One person of a list, with what can be done at the end. */
export function PersonRow({ user, note, children }: { user: User; note?: string | undefined; children?: ReactNode }) {
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-3 py-1.5 [--surface:var(--raised)]">
      <Avatar id={user.id} name={user.displayName} colour={user.avatarColour} />
      <span className="min-w-0 flex-1">
        <PersonName className="text-[.90625rem] leading-5 font-[550]">{user.displayName}</PersonName>
        <span className="block truncate text-sm text-ink-faint">
          @{user.username}
          {note !== undefined && ` · ${note}`}
        </span>
      </span>
      {children}
    </li>
  )
}
