import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { errorCode, StartError } from './start-error.ts'

/** Made once, at the first start. Whoever loses the file loses the way into the database. */
export interface Secrets {
  authSecret: string
  /** Of `chatsphere`, the owner of the database. */
  databasePassword: string
  /** Of the superuser, for a person with a shell; no process gets it. */
  databaseAdminPassword: string
}

const names = ['authSecret', 'databasePassword', 'databaseAdminPassword'] as const

/** Null when there is no file yet. Throws `StartError` when there is one that cannot be used: it is never overwritten. */
export async function findSecrets(file: string): Promise<Secrets | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new StartError([
      `${file} cannot be read (${errorCode(error)}): start as the user who owns it, or hand it over with chown.`,
    ])
  }
  const found = parse(text)
  const missing = names.filter((name) => typeof found?.[name] !== 'string' || found[name] === '')
  if (!found || missing.length > 0) {
    const what = found ? `lacks ${missing.join(', ')}` : 'is no valid JSON'
    throw new StartError([`${file} is damaged: it ${what}. Restore it from a backup; it holds the way into the database.`])
  }
  return {
    authSecret: `${found.authSecret}`,
    databasePassword: `${found.databasePassword}`,
    databaseAdminPassword: `${found.databaseAdminPassword}`,
  }
}

/** Whole or not at all, readable by its owner alone, and on disk before this resolves. */
export async function createSecrets(file: string): Promise<Secrets> {
  const random = (): string => randomBytes(32).toString('base64url')
  const secrets: Secrets = { authSecret: random(), databasePassword: random(), databaseAdminPassword: random() }
  const unfinished = `${file}.unfinished`
  await rm(unfinished, { force: true })
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
  return secrets
}

function parse(text: string): Partial<Record<keyof Secrets, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
