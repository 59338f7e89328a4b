'use client'

import type { User } from '@chatsphere/contracts'
import { Check, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { usePeopleSearch } from '@/features/people/use-people-search.ts'
import { PersonRow } from './person-row.tsx'

interface PeoplePickerProps {
  chosen: readonly User[]
  onChange: (chosen: readonly User[]) => void
}

/** Finds people and collects those who shall come. */
export function PeoplePicker({ chosen, onChange }: PeoplePickerProps) {
  const words = useGroupText()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { search } = usePeopleSearch(typed)
  const isChosen = (user: User) => chosen.some(({ id }) => id === user.id)
  const found = search.users.filter((user) => !isChosen(user))
  return (
    <div>
      {chosen.length > 0 && (
        <ul className="mb-3 flex flex-wrap gap-2">
          {chosen.map((user) => (
            <li
              key={user.id}
              className="flex items-center gap-1 rounded-full bg-accent-soft ps-3 text-sm font-medium text-accent-ink"
            >
              <Check aria-hidden="true" size={14} />
              <bdi className="max-w-40 truncate">{user.displayName}</bdi>
              <IconButton
                label={words.takeOut(user.displayName)}
                onClick={() => onChange(chosen.filter(({ id }) => id !== user.id))}
              >
                <X aria-hidden="true" size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <TextField
        ref={field}
        label={words.findPeople}
        type="search"
        value={typed}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {search.status === 'ready' && found.length === 0 && <p className="text-sm text-ink-faint">{words.nobodyFound}</p>}
      <ul>
        {found.map((user) => (
          <PersonRow key={user.id} user={user}>
            <IconButton
              label={words.addPerson(user.displayName)}
              onClick={() => {
                onChange([...chosen, user])
                setTyped('')
                // Its row is gone: whoever adds one goes on to find another.
                field.current?.focus()
              }}
            >
              <Plus aria-hidden="true" size={18} />
            </IconButton>
          </PersonRow>
        ))}
      </ul>
    </div>
  )
}
