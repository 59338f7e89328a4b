import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fakeIndexedDb from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openFileStorage } from '../node/file-storage.ts'
import type { OpenStorage } from './client-storage.ts'
import { openIndexedDbStorage } from './indexed-db-storage.ts'
import { MemoryStorage } from './memory-storage.ts'

/** `open` opens it again each time, as a new process or page would. */
interface Place {
  open: OpenStorage
  outlives: boolean
  end?: () => Promise<void>
}

const places: Record<string, () => Promise<Place>> = {
  async memory() {
    const storage = new MemoryStorage()
    return { open: async () => storage, outlives: false }
  },
  async file() {
    const folder = await mkdtemp(join(tmpdir(), 'chatsphere-storage-'))
    return { open: () => openFileStorage(folder), outlives: true, end: () => rm(folder, { recursive: true }) }
  },
  async IndexedDB() {
    for (const [name, value] of Object.entries(fakeIndexedDb)) if (name.startsWith('IDB')) vi.stubGlobal(name, value)
    vi.stubGlobal('indexedDB', new fakeIndexedDb.IDBFactory())
    return { open: () => openIndexedDbStorage('test'), outlives: true }
  },
}

describe.each(Object.entries(places))('%s', (_name, make) => {
  let place: Place
  beforeEach(async () => {
    place = await make()
  })
  afterEach(() => place.end?.())

  test('answers what was written, by key, table by table', async () => {
    const storage = await place.open()
    await storage.write('outbox', [
      { key: 'a', value: { body: 'one' } },
      { key: 'b', value: { body: 'zwei – 二', deep: [{ at: null }] } },
    ])
    await storage.write('outbox', [
      { key: 'a', value: undefined },
      { key: 'never-there', value: undefined },
      { key: 'b', value: { body: 'two' } },
    ])
    expect([...(await storage.read('outbox'))]).toEqual([['b', { body: 'two' }]])
    expect((await storage.read('snapshot')).size).toBe(0)
  })

  test('has kept it when it is opened anew', async () => {
    const before = await place.open()
    await before.write('outbox', [{ key: 'a', value: { body: 'one' } }])
    if (place.outlives) before.close()
    const after = await place.open()
    expect([...(await after.read('outbox'))]).toEqual([['a', { body: 'one' }]])
  })

  test('writes take effect in the order of their calls, and a read sees those before it', async () => {
    const storage = await place.open()
    const writes = [1, 2, 3, 4, 5].map((number) => storage.write('outbox', [{ key: 'a', value: { number } }]))
    expect([...(await storage.read('outbox')).values()]).toEqual([{ number: 5 }])
    await Promise.all(writes)
  })

  test('what was given or answered may be changed without changing what is kept', async () => {
    const storage = await place.open()
    const given = { body: 'one' }
    const written = storage.write('outbox', [{ key: 'a', value: given }])
    given.body = 'changed'
    await written
    Object.assign((await storage.read('outbox')).get('a') ?? {}, { body: 'changed too' })
    expect((await storage.read('outbox')).get('a')).toEqual({ body: 'one' })
  })

  test('of a write that fails nothing is kept', async () => {
    const storage = await place.open()
    await storage.write('outbox', [{ key: 'a', value: { body: 'one' } }])
    const impossible = { body: () => 'no row can hold a function' }
    const changes = [
      { key: 'a', value: { body: 'two' } },
      { key: 'b', value: impossible },
    ]
    await expect(storage.write('outbox', changes)).rejects.toThrow()
    expect([...(await storage.read('outbox'))]).toEqual([['a', { body: 'one' }]])
  })

  test('clear forgets everything, for good', async () => {
    const storage = await place.open()
    await storage.write('outbox', [{ key: 'a', value: {} }])
    await storage.write('snapshot', [{ key: 'a', value: {} }])
    await storage.clear()
    for (const opened of [storage, await place.open()]) {
      expect((await opened.read('outbox')).size + (await opened.read('snapshot')).size).toBe(0)
    }
  })
})

describe('a folder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatsphere-storage-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('holds nothing half written after a write', async () => {
    const storage = await openFileStorage(folder)
    await storage.write('snapshot', [{ key: 'a', value: {} }])
    expect(await readdir(folder)).toEqual(['snapshot.json'])
  })

  test('that was cut off while writing has the rows from before', async () => {
    const storage = await openFileStorage(folder)
    await storage.write('outbox', [{ key: 'a', value: { body: 'one' } }])
    await writeFile(join(folder, 'outbox.json.next'), '[["a",{"bo')
    expect([...(await (await openFileStorage(folder)).read('outbox'))]).toEqual([['a', { body: 'one' }]])
  })

  test('whose file is damaged is not opened, and not overwritten', async () => {
    await writeFile(join(folder, 'outbox.json'), '[["a",{"bo')
    await expect(openFileStorage(folder)).rejects.toThrow(/outbox\.json cannot be read/)
    expect(await readdir(folder)).toEqual(['outbox.json'])
  })
})
