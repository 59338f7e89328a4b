'use client'

import { query, useInfiniteQuery } from '@chatsphere/client/query'
import { accountStates, globalRoles, type ListAccountsInput } from '@chatsphere/contracts'
import { Search, SearchX } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { AccountRow } from './account-row.tsx'
import { accountsKey } from './accounts-key.ts'

const any = ''

/** Everybody, to be searched and filtered, a page at a time. */
export function AccountList() {
  const { admin } = useSettingsText()
  const [typed, setTyped] = useState('')
  const [role, setRole] = useState('')
  const [state, setState] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const filter: Omit<ListAccountsInput, 'cursor'> = {
    ...(wanted !== '' && { query: wanted }),
    ...(role !== any && { role: globalRoles.find((one) => one === role) }),
    ...(state !== any && { state: accountStates.find((one) => one === state) }),
  }
  const { client } = query.useUtils()
  // tRPC's own would add a direction to the input, which the server does not know.
  const asked = useInfiniteQuery({
    queryKey: [...accountsKey, filter],
    queryFn: ({ pageParam }) => client.admin.accounts.query({ ...filter, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })

  return (
    <div className="mx-auto w-full max-w-240 px-4 pt-5 pb-16 md:px-8 md:pt-8">
      <h2 className="text-xl font-[650] tracking-[-.015em]">{admin.people}</h2>
      <p className="mt-1 mb-5 text-ink-soft">{admin.lead}</p>
      <div className="mb-4 grid gap-3 md:grid-cols-[minmax(0,1fr)_170px_150px]">
        <label className="relative block">
          <span className="sr-only">{admin.search}</span>
          <Search
            aria-hidden="true"
            size={16}
            className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-ink-faint"
          />
          <input
            type="search"
            value={typed}
            maxLength={80}
            placeholder={admin.search}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className="h-10 w-full rounded-md border border-line-strong bg-panel ps-9 pe-3 text-base shadow-1 outline-none focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-soft)] pointer-coarse:h-11"
          />
        </label>
        <SelectField
          label={admin.role}
          labelHidden
          value={role}
          options={[{ value: any, label: admin.anyRole }, ...globalRoles.map((value) => ({ value, label: admin.roles[value] }))]}
          onValue={setRole}
        />
        <SelectField
          label={admin.state}
          labelHidden
          value={state}
          options={[
            { value: any, label: admin.anyState },
            ...accountStates.map((value) => ({ value, label: admin.states[value] })),
          ]}
          onValue={setState}
        />
      </div>
      <Answered asked={asked}>
        {({ pages }) => {
          const accounts = pages.flatMap((page) => page.accounts)
          if (accounts.length === 0) {
            return <EmptyState compact icon={<SearchX aria-hidden="true" />} title={admin.none} lead={admin.noneLead} />
          }
          return (
            <>
              <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-1">
                {accounts.map((account) => (
                  <AccountRow key={account.id} account={account} />
                ))}
              </ul>
              {asked.hasNextPage && (
                <Button
                  look="outline"
                  className="mt-4 w-full"
                  busy={asked.isFetchingNextPage}
                  onClick={() => void asked.fetchNextPage()}
                >
                  {admin.more}
                </Button>
              )}
            </>
          )
        }}
      </Answered>
    </div>
  )
}
