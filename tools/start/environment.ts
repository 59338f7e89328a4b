import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { type Config, ConfigError, loadConfig } from '@chatsphere/config'
import { errorCode } from './start-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment with what `.env` in `root` adds to it. What is set in the environment wins. */
export async function readEnvironment(root: string, env: Environment): Promise<{ env: Environment; problems: string[] }> {
  try {
    return { env: { ...parseEnv(await readFile(join(root, '.env'), 'utf8')), ...env }, problems: [] }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { env, problems: [] }
    return { env, problems: [`.env cannot be read (${errorCode(error) ?? error}): it must be a text file that you may read.`] }
  }
}

/**
 * The configuration, and what is wrong with it. With problems it holds defaults in the place of the wrong variables, so
 * that what depends on the right ones (ports) can still be looked at; undefined when not even that is possible.
 */
export function readConfig(env: Environment): { config: Config | undefined; problems: readonly string[] } {
  try {
    return { config: loadConfig(env), problems: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const wrong = new Set(error.problems.map((problem) => problem.split(/[ =]/)[0]))
    const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name)))
    return { config: tolerantly(rest), problems: error.problems }
  }
}

function tolerantly(env: Environment): Config | undefined {
  try {
    return loadConfig(env)
  } catch {
    return undefined
  }
}
