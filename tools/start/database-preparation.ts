import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { runCommand } from './command.ts'
import { StartError } from './start-error.ts'

const answer = z.union([z.object({ applied: z.int(), setupToken: z.string().nullable() }), z.object({ problem: z.string() })])

export interface PreparedDatabase {
  /** How many migrations were applied just now. */
  applied: number
  /** For the first admin; null once there is one. */
  setupToken: string | null
}

/** Brings the database up to this version. Ended at any moment, it has either done a migration or not begun it. */
export async function prepareDatabase(env: NodeJS.ProcessEnv, embedded: boolean, signal: AbortSignal): Promise<PreparedDatabase> {
  const script = fileURLToPath(new URL('./prepare-database.ts', import.meta.url))
  const { output, stdout } = await runCommand(process.execPath, [script, ...(embedded ? ['--embedded'] : [])], { env, signal })
  const parsed = answer.safeParse(parseJson(stdout))
  if (!parsed.success) throw new StartError([`The database could not be prepared:\n${output.trim()}`])
  if ('problem' in parsed.data) throw new StartError([parsed.data.problem])
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
