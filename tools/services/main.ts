import path from 'node:path'
import { openDatabase } from '@chatsphere/db'
import { PostgresRegistry } from '@chatsphere/engines'
import { findRunningDatabase } from '../start/running-database.ts'
import { StartError } from '../start/start-error.ts'
import { describeServices } from './services.ts'

/** `npm run services`: what runs of this installation. */
try {
  const url = await findRunningDatabase(path.resolve(import.meta.dirname, '../..'), process.env)
  const db = openDatabase({ url, role: 'chatsphere_web', applicationName: 'chatsphere-services' })
  try {
    console.log(describeServices(await new PostgresRegistry(db).list(), new Date()).join('\n'))
  } finally {
    await db.close()
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.problems.join('\n'))
  process.exitCode = 1
}
