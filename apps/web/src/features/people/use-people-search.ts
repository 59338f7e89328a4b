'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { User } from '@chatsphere/contracts'
import { useCallback, useEffect, useState } from 'react'

const debounceMs = 150

export interface PeopleSearch {
  status: 'idle' | 'searching' | 'ready' | 'failed'
  /** What `users` answers. While it is searching: of the query before. */
  query: string
  users: readonly User[]
}

const idle: PeopleSearch = { status: 'idle', query: '', users: [] }

/** Searches while one types. An answer that comes after its question has changed is dropped. */
export function usePeopleSearch(query: string): { search: PeopleSearch; retry: () => void } {
  const client = useChatClient()
  const wanted = query.trim()
  const [search, setSearch] = useState(idle)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks the same question again
  useEffect(() => {
    if (wanted === '') {
      setSearch(idle)
      return
    }
    let current = true
    setSearch((before) => ({ ...before, status: 'searching' }))
    const timer = setTimeout(() => {
      client.searchUsers(wanted).then(
        ({ users }) =>
          current && setSearch({ status: 'ready', query: wanted, users: users.filter((user) => user.id !== client.me.id) }),
        () => current && setSearch({ status: 'failed', query: wanted, users: [] }),
      )
    }, debounceMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [client, wanted, attempt])

  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  return { search, retry }
}
