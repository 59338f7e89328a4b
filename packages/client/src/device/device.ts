import type { ClientStorage } from './client-storage.ts'
import { noPeers, type Peers } from './peers.ts'
import { alwaysOurs, type Turn } from './turn.ts'

/** What the place offers in which a client runs: a browser's tab, or a program's process. */
export interface Device {
  readonly storage: ClientStorage
  readonly peers: Peers
  /** Of all tabs that share the storage one sends what is in its outbox. */
  readonly sending: Turn
  /** And one keeps the snapshot; undefined where they could not agree on one, so that none is kept. */
  readonly keeping: Turn | undefined
  /** Calls the listener when the page may be about to go; answers the function that ends that. */
  onHide(listener: () => void): () => void
}

/** The device of a program that has the storage for itself. */
export function soleDevice(storage: ClientStorage): Device {
  return { storage, peers: noPeers, sending: alwaysOurs, keeping: alwaysOurs, onHide: () => () => {} }
}
