import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEnvironment } from './environment.ts'
import { dataFolderIn } from './preflight.ts'
import { findSecrets } from './secrets.ts'
import { StartError } from './start-error.ts'

/**
 * The address of the database that this installation runs on, for a command beside it: that of DATABASE_URL, or of the embedded
 * server while it runs. Throws `StartError` when it does not.
 */
export async function findRunningDatabase(root: string, given: NodeJS.ProcessEnv): Promise<string> {
  const { env, problems } = await readEnvironment(root, given)
  if (problems.length > 0) throw new StartError(problems)
  if (env.DATABASE_URL) return env.DIRECT_DATABASE_URL || env.DATABASE_URL
  const folder = dataFolderIn(root, given.DATA_DIR)
  const secrets = await findSecrets(folder.secrets)
  // PostgreSQL's own note: the fourth line is the port, the eighth says whether it takes connections.
  const lines = (await readFile(join(folder.postgres, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  if (!secrets || lines[7]?.trim() !== 'ready') {
    throw new StartError(['The database does not run: start the app first (npm start), or name a server with DATABASE_URL.'])
  }
  return `postgresql://chatsphere:${encodeURIComponent(secrets.databasePassword)}@127.0.0.1:${lines[3]}/chatsphere`
}
