'use client'

import { usePresence } from '@chatsphere/client/react'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'

interface PersonItemProps {
  id: string
  name: string
  username: string | undefined
  end: ReactNode
  onSelect: () => void
}

/** One person in the list: face, name, username. */
export function PersonItem({ id, name, username, end, onSelect }: PersonItemProps) {
  const presence = usePresence(id)?.status
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-13 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 [--surface:var(--raised)] data-[selected=true]:bg-sunken dark:data-[selected=true]:bg-ink/6"
    >
      <Avatar id={id} name={name} presence={presence} />
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate text-[.90625rem] leading-5 font-[550]">
          {name}
        </span>
        {username !== undefined && <span className="block truncate text-sm text-ink-faint">@{username}</span>}
      </span>
      {end}
    </Command.Item>
  )
}
