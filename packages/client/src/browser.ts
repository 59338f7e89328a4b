/// <reference lib="dom" />
import type { Me } from '@chatsphere/contracts'
import type { ChatClient } from './chat-client.ts'
import { createCookieCredentials } from './cookie-credentials.ts'
import { createChatClient } from './create-chat-client.ts'
import { watchBrowserActivity } from './device/browser-activity.ts'

/** Not part of what a page loads first. */
const openDevice = async () => (await import('./device/browser-device.ts')).openBrowserDevice()

/** The client of a browser page whose session cookie the server has set. `realtimeUrl`: where sockets go, the page's own origin by default. */
export function createBrowserClient(options: { me: Me; url?: string; realtimeUrl?: string }): ChatClient {
  const url = options.url ?? ''
  return createChatClient({
    me: options.me,
    realtimeUrl: options.realtimeUrl ?? (url || window.location.origin),
    credentials: createCookieCredentials(url),
    kept: { device: openDevice(), server: url || window.location.origin, hasNetwork: () => navigator.onLine },
    watchActivity: watchBrowserActivity,
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

/** Who used this browser last and has not signed out, with what a client needs to open without the server. */
export async function findBrowserAccount(): Promise<{ me: Me; realtimeUrl: string } | undefined> {
  const { storage, peers } = await openDevice()
  try {
    const { findKeptAccount } = await import('./snapshot-keeper.ts')
    return await findKeptAccount(storage)
  } finally {
    storage.close()
    peers.close()
  }
}
