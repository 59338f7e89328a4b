/// <reference lib="dom" />
import type { ClientStorage } from './client-storage.ts'
import type { Device } from './device.ts'
import { openIndexedDbStorage } from './indexed-db-storage.ts'
import { noPeers, type PeerMessage, type Peers } from './peers.ts'
import { alwaysOurs } from './turn.ts'
import { WebLockTurn } from './web-lock-turn.ts'

const name = 'chatsphere'

/**
 * This browser. Rejects where nothing can be stored. On a page without a secure context (plain HTTP on a network) there are no Web
 * Locks, so that tabs cannot agree who sends: each sends what it found in the storage and what it wrote itself. All send in the same order
 * and with the same ids, so that nothing comes twice. Then no snapshot is kept either.
 */
export async function openBrowserDevice(): Promise<Device> {
  const storage: ClientStorage = await openIndexedDbStorage(name)
  // Not there in every context, whatever the types say.
  const agreeing = (navigator as Partial<Navigator>).locks !== undefined && 'BroadcastChannel' in window
  return {
    storage,
    peers: agreeing ? openTabs() : noPeers,
    sending: agreeing ? new WebLockTurn(`${name}:sending`) : alwaysOurs,
    keeping: agreeing ? new WebLockTurn(`${name}:keeping`) : undefined,
    onHide(listener) {
      const whenHidden = () => {
        if (document.visibilityState === 'hidden') listener()
      }
      window.addEventListener('pagehide', listener)
      document.addEventListener('visibilitychange', whenHidden)
      return () => {
        window.removeEventListener('pagehide', listener)
        document.removeEventListener('visibilitychange', whenHidden)
      }
    },
  }
}

function openTabs(): Peers {
  const channel = new BroadcastChannel(`${name}:tabs`)
  return {
    tell: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', ({ data }: MessageEvent<PeerMessage>) => listener(data)),
    close: () => channel.close(),
  }
}
