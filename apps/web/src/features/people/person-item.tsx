'use client'

import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { useKnownPresence } from '@/features/shell/connection-trouble.tsx'

interface PersonItemProps {
  id: string
  name: string
  username: string | undefined
  colour?: number | null | undefined
  end: ReactNode
  onSelect: () => void
}

/** One person in the list: face, name, username. */
export function PersonItem({ id, name, username, colour, end, onSelect }: PersonItemProps) {
  const { dot } = useKnownPresence(id)
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-13 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 [--surface:var(--raised)] data-[selected=true]:bg-sunken dark:data-[selected=true]:bg-ink/6"
    >
      <Avatar id={id} name={name} colour={colour} presence={dot} />
      <span className="min-w-0 flex-1">
        <PersonName className="text-[.90625rem] leading-5 font-[550]">{name}</PersonName>
        {username !== undefined && <span className="block truncate text-sm text-ink-faint">@{username}</span>}
      </span>
      {end}
    </Command.Item>
  )
}
