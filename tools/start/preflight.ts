import { constants } from 'node:fs'
import { access, mkdir, readdir, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '@chatsphere/config'
import { findFreePort, tryPort } from './ports.ts'
import { inspectCluster } from './postgres-cluster.ts'
import { findSecrets, type Secrets } from './secrets.ts'
import { errorCode, StartError } from './start-error.ts'

/** Where everything lies that a start keeps. */
export interface DataFolder {
  readonly path: string
  readonly postgres: string
  readonly secrets: string
  readonly logs: string
  /** The certificate of `--https`. */
  readonly tls: string
  readonly lock: string
}

/** `.data/` in the project's folder, or wherever DATA_DIR says, relative to it. */
export function dataFolderIn(root: string, dataDir: string | undefined): DataFolder {
  const path = resolve(root, dataDir || '.data')
  return {
    path,
    postgres: join(path, 'postgres'),
    secrets: join(path, 'secrets.json'),
    logs: join(path, 'logs'),
    tls: join(path, 'tls'),
    lock: join(path, 'start.lock'),
  }
}

const freeBytesMin = 300 * 1024 * 1024

/** Makes the folder, closed to other users, if it is not there. What stands against using it comes back in words. */
export async function openDataFolder(folder: DataFolder): Promise<string[]> {
  try {
    await mkdir(folder.path, { recursive: true, mode: 0o700 })
    await mkdir(folder.logs, { recursive: true, mode: 0o750 })
    await access(folder.path, constants.W_OK | constants.X_OK)
    for (const log of await readdir(folder.logs)) await access(join(folder.logs, log), constants.W_OK)
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOTDIR')
      return [`${folder.path} must be a folder, but it is a file: move it away.`]
    if (errorCode(error) === 'ENOSPC') return [`The disk of ${folder.path} is full: free some space.`]
    const path = error instanceof Error && 'path' in error ? error.path : folder.path
    return [`${path} cannot be written (${errorCode(error)}): start as the user who owns it, or hand it over with chown -R.`]
  }
  const { bavail, bsize } = await statfs(folder.path)
  if (bavail * bsize >= freeBytesMin) return []
  return [`Only ${Math.floor((bavail * bsize) / 1024 / 1024)} MB are free on the disk of ${folder.path}: free at least 300 MB.`]
}

/**
 * What the embedded database and the secrets in `folder` say before anything is started. Secrets that are missing beside
 * an existing database are a problem, not a reason to make new ones: nobody would get into the database any more.
 */
export async function inspectData(
  folder: DataFolder,
  withDatabase: boolean,
): Promise<{ secrets: Secrets | null; problems: string[] }> {
  const problems: string[] = []
  const cluster = withDatabase ? await inspectCluster(folder.postgres) : 'absent'
  if (typeof cluster === 'object') problems.push(cluster.problem)
  try {
    const secrets = await findSecrets(folder.secrets)
    if (secrets === null && cluster !== 'absent') {
      problems.push(
        `${folder.secrets} is missing, but there is a database that it belongs to (${folder.postgres}). ` +
          'Restore it from a backup; it holds the way into the database.',
      )
    }
    return { secrets, problems }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { secrets: null, problems: [...problems, ...error.problems] }
  }
}

/** Every port that the processes will listen on, tried now. */
export async function findPortProblems(config: Config): Promise<string[]> {
  const wanted = [
    { variable: 'PORT', hostVariable: 'HOST', host: config.host, port: config.ports.web },
    { variable: 'REALTIME_PORT', hostVariable: 'HOST', host: config.host, port: config.ports.realtime },
    { variable: 'OPS_PORT_WEB', hostVariable: 'OPS_HOST', host: config.opsHost, port: config.ports.ops.web },
    { variable: 'OPS_PORT_REALTIME', hostVariable: 'OPS_HOST', host: config.opsHost, port: config.ports.ops.realtime },
    { variable: 'OPS_PORT_WORKERS', hostVariable: 'OPS_HOST', host: config.opsHost, port: config.ports.ops.workers },
  ]
  const problems = await Promise.all(
    wanted.map(async ({ variable, hostVariable, host, port }) => {
      switch (await tryPort(host, port)) {
        case 'free':
          return undefined
        case 'taken':
          return `${variable}: port ${port} is taken by another program. Stop that one, or choose another port, such as ${variable}=${await nearbyPort(host, port)}`
        case 'forbidden':
          return `${variable}: this user may not listen on port ${port}. Choose one above 1023, such as ${variable}=${port + 8000}`
        case 'no-such-address':
          return `${hostVariable}: ${host} is not an address of this machine. Use 0.0.0.0 for all of them, or 127.0.0.1 for this machine only.`
      }
    }),
  )
  return [...new Set(problems.filter((problem) => problem !== undefined))]
}

async function nearbyPort(host: string, port: number): Promise<number> {
  for (let candidate = port + 10; candidate < port + 100 && candidate <= 65_535; candidate += 10) {
    if ((await tryPort(host, candidate)) === 'free') return candidate
  }
  return findFreePort(host)
}
