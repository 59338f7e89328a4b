/// <reference lib="dom" />
import type { Me } from '@chatsphere/contracts'
import type { ChatClient } from './chat-client.ts'
import { createChatClient } from './create-chat-client.ts'
import { createCookieCredentials } from './credentials.ts'

/** The client of a browser page whose session cookie the server has set. `realtimeUrl`: where sockets go, the page's own origin by default. */
export function createBrowserClient(options: { me: Me; url?: string; realtimeUrl?: string }): ChatClient {
  const url = options.url ?? ''
  return createChatClient({
    me: options.me,
    realtimeUrl: options.realtimeUrl ?? (url || window.location.origin),
    credentials: createCookieCredentials(url),
    watchNetwork(onBack, onLost) {
      window.addEventListener('online', onBack)
      window.addEventListener('offline', onLost)
      return () => {
        window.removeEventListener('online', onBack)
        window.removeEventListener('offline', onLost)
      }
    },
  })
}
