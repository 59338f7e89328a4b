/// <reference lib="dom" />
import { deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { ClientStorage, StorageChange, StorageTable, StoredValue } from './client-storage.ts'

const version = 1
const tables: readonly StorageTable[] = ['outbox', 'snapshot']

/**
 * Keeps in the browser, for all tabs of one address. What was written to the outbox is on the disk when the write resolves
 * ("strict"); a snapshot may wait for the system, since the server has all of it.
 */
export async function openIndexedDbStorage(name: string): Promise<ClientStorage> {
  const database = await open(name)
  // A newer version of the app wants to change the tables: this page's later calls reject, and it goes on without.
  database.addEventListener('versionchange', () => database.close())
  return new IndexedDbStorage(database)
}

class IndexedDbStorage implements ClientStorage {
  readonly #database: IDBPDatabase

  constructor(database: IDBPDatabase) {
    this.#database = database
  }

  async read(table: StorageTable): Promise<ReadonlyMap<string, StoredValue>> {
    // One transaction, so that no write comes between keys and values.
    const store = this.#database.transaction(table).store
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
    return new Map(keys.map((key, index) => [String(key), values[index]]))
  }

  async write(table: StorageTable, changes: readonly StorageChange[]): Promise<void> {
    const durability = table === 'outbox' ? 'strict' : 'relaxed'
    const transaction = this.#database.transaction(table, 'readwrite', { durability })
    const requests: Promise<unknown>[] = []
    try {
      for (const { key, value } of changes) {
        requests.push(value === undefined ? transaction.store.delete(key) : transaction.store.put(value, key))
      }
    } catch (error) {
      // A row that cannot be stored throws before the transaction has noticed: the rows before it would be kept.
      transaction.abort()
      await Promise.allSettled([...requests, transaction.done])
      throw error
    }
    await Promise.all([...requests, transaction.done])
  }

  async clear(): Promise<void> {
    const transaction = this.#database.transaction([...tables], 'readwrite', { durability: 'strict' })
    await Promise.all([...tables.map((table) => transaction.objectStore(table).clear()), transaction.done])
  }

  close(): void {
    this.#database.close()
  }
}

/** One that a later version of the app has left behind cannot be read any more: it is replaced. */
async function open(name: string): Promise<IDBPDatabase> {
  try {
    return await openTables(name)
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error
    await deleteDB(name)
    return openTables(name)
  }
}

function openTables(name: string): Promise<IDBPDatabase> {
  return openDB(name, version, {
    upgrade(database) {
      for (const table of tables) database.createObjectStore(table)
    },
  })
}
