/** `outbox`: what was written here and is not sent yet. `snapshot`: what the last page of the app knew. */
export type StorageTable = 'outbox' | 'snapshot'

/** Anything that JSON can carry. */
export type StoredValue = object

/** A value under a key, or, where it is undefined, the end of that key. */
export interface StorageChange {
  key: string
  value: StoredValue | undefined
}

/**
 * Where a client keeps what shall outlive its process or page: rows of JSON under keys, in two tables.
 *
 * A write that has resolved is read by whoever opens the same storage afterwards, also after a crash. Of the changes of one write
 * all are kept or none. Writes to a table take effect in the order of their calls, and a read sees those that were called before it.
 * Every call rejects where the device does not play along (full, forbidden, gone): the caller goes on without.
 */
export interface ClientStorage {
  /** All rows of a table, by key. */
  read(table: StorageTable): Promise<ReadonlyMap<string, StoredValue>>
  write(table: StorageTable, changes: readonly StorageChange[]): Promise<void>
  /** Forgets both tables. */
  clear(): Promise<void>
  /** Nothing is called after this. */
  close(): void
}

/** How an implementation learns its place only when it is needed. */
export type OpenStorage = () => Promise<ClientStorage>
