import type { AppRouter } from '@chatsphere/api'
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCClient } from '@trpc/client'

export type Calls = TRPCClient<AppRouter>

/** Answers the headers of each request; a browser needs none, its cookie goes along. */
export type CallHeaders = () => Promise<Record<string, string>>

/**
 * Typed calls to the server at `url` ('' for the page's own origin). Calls of one moment travel together; sync travels alone and as
 * POST, since what it carries does not fit a URL.
 */
export function createCalls(url: string, headers: CallHeaders = async () => ({})): Calls {
  const endpoint = `${url}/api/trpc`
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.path === 'chat.sync',
        true: httpLink({ url: endpoint, headers, methodOverride: 'POST' }),
        false: httpBatchLink({ url: endpoint, headers, maxItems: 20 }),
      }),
    ],
  })
}
