import { loadConfig } from '@chatsphere/config'
import { prepareDatabase } from '../start/database-preparation.ts'
import { StartError } from '../start/start-error.ts'

/*
 * `npm run migrate`, before the first start of a version where `npm start` is not what starts it: brings the database up to date, and prints
 * the link that makes the first admin as long as there is none. Any number may run it at once.
 */
try {
  const { publicUrl } = loadConfig()
  const { applied, setupToken } = await prepareDatabase(process.env, false, AbortSignal.timeout(10 * 60_000))
  console.log(applied === 0 ? 'The database is up to date.' : `${applied} migration${applied === 1 ? '' : 's'} applied.`)
  if (setupToken !== null) console.log(`First admin: ${publicUrl}/setup#${setupToken} (works once)`)
} catch (error) {
  console.error(error instanceof StartError ? error.problems.join('\n') : error)
  process.exitCode = 1
}
