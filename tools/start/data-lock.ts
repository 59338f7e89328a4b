import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { processBirth } from './process-identity.ts'
import { errorCode, StartError } from './start-error.ts'

const runningProcess = z.object({ name: z.string(), pid: z.int().positive(), birth: z.string() })
const lockContent = z.object({ launcher: runningProcess, address: z.string(), processes: z.array(runningProcess) })

export type RunningProcess = z.infer<typeof runningProcess>
type LockContent = z.infer<typeof lockContent>

export interface DataLock {
  /** What a launcher that was killed left behind, and may still run. */
  readonly leftovers: readonly RunningProcess[]
  /** Notes the processes that were started, so that they can be found if this launcher is killed. */
  note(processes: readonly RunningProcess[]): Promise<void>
  release(): Promise<void>
}

/**
 * One launcher a data folder. A lock whose launcher no longer runs (killed, power cut) does not count: the process id
 * is compared together with the moment when that process began. Throws `StartError` when another launcher runs.
 */
export async function acquireDataLock(file: string, address: string): Promise<DataLock> {
  const birth = (await processBirth(process.pid)) ?? 'unknown'
  const own: LockContent = { launcher: { name: 'launcher', pid: process.pid, birth }, address, processes: [] }
  const beside = `${file}.${randomUUID()}`
  let leftovers: readonly RunningProcess[] = []
  while (!(await appear(file, own, beside))) {
    const other = await readLock(file)
    if (other && (await holds(other))) {
      throw new StartError([
        `ChatSphere already runs from this folder (process ${other.launcher.pid}, ${other.address}). ` +
          `Stop that one first: Ctrl+C in its terminal, or kill ${other.launcher.pid}`,
      ])
    }
    leftovers = (await removeStaleLock(file, own, beside)) ?? leftovers
  }
  return {
    leftovers,
    note: async (processes) => {
      await writeFile(beside, JSON.stringify({ ...own, processes }), { mode: 0o640 })
      await rename(beside, file)
    },
    release: () => rm(file, { force: true }),
  }
}

async function holds(lock: LockContent): Promise<boolean> {
  return (await processBirth(lock.launcher.pid)) === lock.launcher.birth
}

/** Puts the content at `file`, whole, and only if nothing is there. */
async function appear(file: string, content: LockContent, beside: string): Promise<boolean> {
  await writeFile(beside, JSON.stringify(content), { mode: 0o640 })
  try {
    await link(beside, file)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(beside, { force: true })
  }
}

/**
 * Removes the lock if it is stale, and answers what its launcher had left running. Launchers take turns at this, and
 * each judges once more in its turn: else one could remove the lock that another has just taken.
 */
async function removeStaleLock(file: string, own: LockContent, beside: string): Promise<readonly RunningProcess[] | undefined> {
  const turn = `${file}.turn`
  if (!(await appear(turn, own, beside))) {
    const other = await readLock(turn)
    if (!other || !(await holds(other))) await rm(turn, { force: true })
    else await wait(10)
    return undefined
  }
  try {
    const stale = await readLock(file)
    if (stale && (await holds(stale))) return undefined
    await rm(file, { force: true })
    return stale?.processes ?? []
  } finally {
    await rm(turn, { force: true })
  }
}

/** Null for a lock that says nothing: cut off by a full disk or an old version. It protects nobody. */
async function readLock(file: string): Promise<LockContent | null> {
  try {
    return lockContent.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
