import path from 'node:path'
import { parseArgs } from 'node:util'
import { consumerNames, listDeadLettersInput, replayDeadLetterInput } from '@chatsphere/contracts'
import { type Database, openDatabase } from '@chatsphere/db'
import { findRunningDatabase } from '../start/running-database.ts'
import { StartError } from '../start/start-error.ts'
import { describeLetters, replayLetters } from './dead-letters.ts'

const HELP = `Events that a consumer could not handle in all its tries. The consumers: ${consumerNames.join(', ')}.

npm run dead-letters -- list [consumer]                     the last one first; --limit 50
npm run dead-letters -- replay <consumer> <event id | all>  puts them back, once what stood in their way is repaired`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string', default: '50' }, help: { type: 'boolean' } },
})
const command = commandOf(positionals)

if (values.help || !command) {
  console.log(HELP)
  process.exitCode = values.help ? 0 : 2
} else {
  process.exitCode = await run(command).catch((error: unknown) => {
    if (!(error instanceof StartError)) throw error
    console.error(error.problems.join('\n'))
    return 1
  })
}

/** What to do with the database, as a function that answers the exit code; undefined for what is not known here. */
function commandOf([name, consumer, eventId, ...rest]: readonly string[]): ((db: Database) => Promise<number>) | undefined {
  if (rest.length > 0) return undefined
  if (name === 'list' && eventId === undefined) {
    const input = listDeadLettersInput.safeParse({ consumer, limit: Number(values.limit) })
    return input.success ? (db) => list(db, input.data.consumer, input.data.limit ?? 50) : undefined
  }
  if (name !== 'replay') return undefined
  const all = eventId === 'all'
  const input = replayDeadLetterInput.safeParse({ consumer, eventId: all ? '00000000-0000-0000-0000-000000000000' : eventId })
  return input.success ? (db) => replay(db, input.data.consumer, all ? 'all' : input.data.eventId) : undefined
}

async function list(db: Database, ...wanted: [Parameters<typeof describeLetters>[1], number]): Promise<number> {
  console.log((await describeLetters(db, ...wanted)).join('\n'))
  return 0
}

async function replay(db: Database, ...wanted: [Parameters<typeof replayLetters>[1], string]): Promise<number> {
  const count = await replayLetters(db, ...wanted)
  console.log(count === 0 ? 'There is no such dead letter.' : `${count} put back`)
  return count === 0 ? 1 : 0
}

/** With the rights that an admin's request has, and no more. */
async function run(work: (db: Database) => Promise<number>): Promise<number> {
  const url = await findRunningDatabase(path.resolve(import.meta.dirname, '../..'), process.env)
  const db = openDatabase({ url, role: 'chatsphere_web', applicationName: 'chatsphere-dead-letters' })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}
