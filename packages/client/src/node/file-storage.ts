import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientStorage, StorageChange, StorageTable, StoredValue } from '../device/client-storage.ts'

const tables: readonly StorageTable[] = ['outbox', 'snapshot']

/**
 * Keeps in a folder, one file a table, for one program at a time. Each write makes a new file, forces it to the disk and puts it in the
 * place of the old one: a crash at any moment leaves the old rows or the new ones. A file that cannot be understood rejects the
 * opening instead of being overwritten.
 */
export async function openFileStorage(folder: string): Promise<ClientStorage> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const rows = { outbox: await readTable(folder, 'outbox'), snapshot: await readTable(folder, 'snapshot') }
  return new FileStorage(folder, rows)
}

class FileStorage implements ClientStorage {
  readonly #folder: string
  readonly #rows: Record<StorageTable, Map<string, StoredValue>>
  /** The end of the last call: one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(folder: string, rows: Record<StorageTable, Map<string, StoredValue>>) {
    this.#folder = folder
    this.#rows = rows
  }

  read(table: StorageTable): Promise<ReadonlyMap<string, StoredValue>> {
    return this.#inTurn(async () => structuredClone(this.#rows[table]))
  }

  async write(table: StorageTable, changes: readonly StorageChange[]): Promise<void> {
    const copies = structuredClone(changes)
    return this.#inTurn(async () => {
      const rows = new Map(this.#rows[table])
      for (const { key, value } of copies) {
        if (value === undefined) rows.delete(key)
        else rows.set(key, value)
      }
      await this.#replace(table, rows)
    })
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      for (const table of tables) {
        await rm(fileOf(this.#folder, table), { force: true })
        this.#rows[table] = new Map()
      }
      await syncFolder(this.#folder)
    })
  }

  close(): void {}

  async #replace(table: StorageTable, rows: Map<string, StoredValue>): Promise<void> {
    const file = fileOf(this.#folder, table)
    const next = `${file}.next`
    const handle = await open(next, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify([...rows]))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(next, file)
    await syncFolder(this.#folder)
    this.#rows[table] = rows
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(run)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

function fileOf(folder: string, table: StorageTable): string {
  return join(folder, `${table}.json`)
}

async function readTable(folder: string, table: StorageTable): Promise<Map<string, StoredValue>> {
  try {
    return new Map(JSON.parse(await readFile(fileOf(folder, table), 'utf8')) as [string, StoredValue][])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw new Error(`${fileOf(folder, table)} cannot be read`, { cause: error })
  }
}

/** The rename itself has to reach the disk. Windows opens no folders, and needs none of it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
