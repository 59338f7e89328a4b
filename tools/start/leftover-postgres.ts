import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processBirth, processCommandLine } from './process-identity.ts'
import { errorCode, StartError } from './start-error.ts'

const stopWithinMs = 10_000

/**
 * Makes sure that no server of an earlier, killed launcher still holds `dataDir`.
 * A server that runs on this folder is asked to stop (SIGINT, "fast": committed data are safe) and waited for. A
 * postmaster.pid whose process id now belongs to another program is removed: PostgreSQL would take that program for
 * itself and refuse to start, the usual end of a power cut. A pid file of a dead process is PostgreSQL's own to judge.
 */
export async function stopLeftoverPostgres(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid')
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return
  const birth = await processBirth(pid)
  if (birth === undefined) return
  if (!isServerOn(dataDir, await processCommandLine(pid))) {
    await rm(pidFile, { force: true })
    return
  }
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return
    throw new StartError([
      `A PostgreSQL server of another user (process ${pid}) still runs on ${dataDir}. ` +
        `Stop it as that user or as root: kill -INT ${pid}`,
    ])
  }
  const deadline = Date.now() + stopWithinMs
  while ((await processBirth(pid)) === birth) {
    if (Date.now() > deadline) {
      throw new StartError([`A PostgreSQL server of an earlier start (process ${pid}) does not stop. Stop it: kill -QUIT ${pid}`])
    }
    await wait(25)
  }
}

function isServerOn(dataDir: string, commandLine: string): boolean {
  return commandLine.includes('postgres') && `${commandLine} `.includes(` ${dataDir} `)
}
