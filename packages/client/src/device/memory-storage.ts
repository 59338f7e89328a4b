import type { ClientStorage, StorageChange, StorageTable, StoredValue } from './client-storage.ts'

/** Keeps as long as the process or page lives: for programs that need no more, and where a device offers nothing. */
export class MemoryStorage implements ClientStorage {
  readonly #tables: Record<StorageTable, Map<string, StoredValue>> = { outbox: new Map(), snapshot: new Map() }

  async read(table: StorageTable): Promise<ReadonlyMap<string, StoredValue>> {
    // A copy, as from any other storage: who changes what it was given changes nothing here.
    return structuredClone(this.#tables[table])
  }

  async write(table: StorageTable, changes: readonly StorageChange[]): Promise<void> {
    const copies = structuredClone(changes)
    for (const { key, value } of copies) {
      if (value === undefined) this.#tables[table].delete(key)
      else this.#tables[table].set(key, value)
    }
  }

  async clear(): Promise<void> {
    for (const rows of Object.values(this.#tables)) rows.clear()
  }

  close(): void {}
}
