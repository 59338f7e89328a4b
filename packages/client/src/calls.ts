import type { AppRouter } from '@chatsphere/api'
import { createTRPCClient, httpBatchLink, httpLink, retryLink, splitLink, type TRPCClient } from '@trpc/client'
import { toChatError } from './chat-error.ts'

export type Calls = TRPCClient<AppRouter>

/** Answers the headers of each request; a browser needs none, its cookie goes along. */
export type CallHeaders = () => Promise<Record<string, string>>

/**
 * Typed calls to the server at `url` ('' for the page's own origin). Calls of one moment travel together; sync travels alone and as
 * POST, since what it carries does not fit a URL. A call that is refused as `unauthenticated` is repeated once if `onUnauthenticated`
 * says that the headers are others now.
 */
export function createCalls(
  url: string,
  headers: CallHeaders = async () => ({}),
  onUnauthenticated: () => boolean = () => false,
): Calls {
  const endpoint = `${url}/api/trpc`
  return createTRPCClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ error, attempts }) => attempts === 1 && toChatError(error).code === 'unauthenticated' && onUnauthenticated(),
      }),
      splitLink({
        condition: (operation) => operation.path === 'chat.sync',
        true: httpLink({ url: endpoint, headers, methodOverride: 'POST' }),
        false: httpBatchLink({ url: endpoint, headers, maxItems: 20 }),
      }),
    ],
  })
}
