import type { SendResult } from '@chatsphere/contracts'
import type { StoredOutgoing } from '../outgoing-messages.ts'

/** What the tabs of one person tell each other. Tabs of two versions of the app may meet: what is not known is ignored. */
export type PeerMessage =
  /** Written, refused or tried again. */
  | { type: 'put'; message: StoredOutgoing }
  /** Sent, or discarded: then without a result. */
  | { type: 'gone'; id: string; result?: SendResult }
  /** This one sends from now on. What could not be stored it knows only if it is told. */
  | { type: 'sends' }
  | { type: 'signed-out' }

/** The other tabs. Nobody may be there, and nothing that is told need arrive: what matters is in the storage. */
export interface Peers {
  tell(message: PeerMessage): void
  listen(listener: (message: PeerMessage) => void): void
  close(): void
}

export const noPeers: Peers = { tell() {}, listen() {}, close() {} }
