'use client'

import { createQueryClients, QueryClientProvider, query } from '@chatsphere/client/query'
import { type ReactNode, useState } from 'react'

/** Calls of the screens that are not live, for everything below it. What was asked is kept as long as the screen is open. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [{ client, queryClient }] = useState(() => createQueryClients({ url: '' }))
  return (
    <query.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </query.Provider>
  )
}
