import type { AppRouter } from '@chatsphere/api'
import { QueryClient } from '@tanstack/react-query'
import { httpBatchLink, type TRPCClient } from '@trpc/client'
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query'
import { leavesOutcomeOpen, toChatError } from './chat-error.ts'

/** Typed hooks for screens that are asked and not live: settings, administration. What is live belongs to `./react`. */
export const query: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>()

const retriesMax = 2

/** What `query.Provider` and a `QueryClientProvider` need. A refusal is final; what nobody knows the outcome of is asked again when it only reads. */
export function createQueryClients(options: { url: string }): { client: TRPCClient<AppRouter>; queryClient: QueryClient } {
  return {
    client: query.createClient({ links: [httpBatchLink({ url: `${options.url}/api/trpc`, maxItems: 20 })] }),
    queryClient: new QueryClient({
      defaultOptions: {
        queries: {
          retry: (failures, error) => failures < retriesMax && leavesOutcomeOpen(toChatError(error)),
          staleTime: 10_000,
        },
        mutations: { retry: false },
      },
    }),
  }
}

export { QueryClientProvider, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
export { toChatError } from './chat-error.ts'
