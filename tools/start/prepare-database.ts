import { migrate } from '@chatsphere/db/migrate'
import { issueSetupToken } from '@chatsphere/domain'
import { databaseComplaint } from './database-complaint.ts'

/*
 * Run by database-preparation.ts as a process of its own: what it loads does not stay in the launcher's memory, and
 * ending it in the middle rolls the migration back. Answers one line of JSON.
 */
// A pooler would lend the connection that holds the lock of the migrations to others.
const databaseUrl = process.env.DIRECT_DATABASE_URL || process.env.DATABASE_URL || ''
const embedded = process.argv.includes('--embedded')

async function prepare(): Promise<object> {
  try {
    const { applied } = await migrate(databaseUrl)
    return { applied: applied.length, setupToken: await issueSetupToken({ databaseUrl }) }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    return { problem: describe(error) }
  }
}

function describe(error: unknown): string {
  if (error instanceof Error && error.name === 'DatabaseNotReady') return error.message
  const what = error instanceof Error && error.cause instanceof Error ? `${error.message}. ` : ''
  return (
    what +
    databaseComplaint(error, databaseUrl, {
      name: process.env.DIRECT_DATABASE_URL ? 'DIRECT_DATABASE_URL' : 'DATABASE_URL',
      embedded,
    })
  )
}

process.stdout.write(`${JSON.stringify(await prepare())}\n`, () => process.exit(0))
