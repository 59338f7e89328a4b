import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { runCommand } from './command.ts'
import type { LogFile } from './log-file.ts'
import { StartError } from './start-error.ts'

/**
 * Builds the web app unless its sources, or those of a package that it imports, are as they were at an earlier build.
 * Turborepo decides by content (turbo.json), needs no git, leaves no daemon, and costs some 0.2 s when nothing changed.
 * It also restores a build folder that was damaged or removed, so a build that was cut off does no harm.
 */
export async function buildWeb(
  root: string,
  log: LogFile,
  signal: AbortSignal,
  onStart: (pid: number) => void,
): Promise<'built' | 'unchanged'> {
  const turbo = join(dirname(createRequire(import.meta.url).resolve('turbo/package.json')), 'bin', 'turbo')
  const args = [turbo, 'run', 'build', '--filter=@chatsphere/web', '--output-logs=new-only', '--log-order=stream']
  const { code, output } = await runCommand(process.execPath, args, { cwd: root, env: buildEnvironment(), signal, onStart })
  for (const line of output.trim().split('\n')) log.writeLine(line)
  if (code === 0) return /^\s*Cached:\s+(\d+) cached, \1 total/m.test(output) ? 'unchanged' : 'built'
  throw new StartError([`The web app does not build (all of it: ${log.path}):\n${buildComplaint(output)}`])
}

/** The part that says what is wrong: from the first line that speaks of an error, without npm's and turbo's own lines. */
export function buildComplaint(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^@chatsphere\/web:build: ?/, ''))
    .filter(
      (line) => line.trim() !== '' && !/^(npm (warn|error)|\s*(Tasks|Cached|Time|Failed):|\s*•|>|\s*at .*https:)/.test(line),
    )
  const first = lines.findIndex((line) => /error|failed/i.test(line))
  return (first < 0 ? lines.slice(-15) : lines.slice(first, first + 15)).join('\n')
}

/** Nothing of the launcher's own settings: a build is the same whoever starts it, which is what makes it reusable. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _, ...env } = process.env
  return {
    ...env,
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  }
}
