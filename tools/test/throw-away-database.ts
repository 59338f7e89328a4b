import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../start/embedded-postgres.ts'

/** Nothing here outlives the tests, so nothing has to reach the disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/**
 * Runs `use` with a PostgreSQL of its own: a suite finds neither data nor roles of another. The server and its folder
 * are gone afterwards, also when `use` throws or `signal` aborts it.
 */
export async function withThrowAwayDatabase<Result>(
  signal: AbortSignal,
  use: (place: { readonly url: string; readonly folder: string }) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatsphere-test-'))
  try {
    const passwords = { admin: 'admin', owner: 'owner' }
    const postgres = await startEmbeddedPostgres({
      dataDir: path.join(folder, 'postgres'),
      passwords,
      settings: SETTINGS,
      signal,
    })
    try {
      return await use({ url: postgres.url, folder })
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
