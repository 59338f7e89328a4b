import { spawn } from 'node:child_process'

export interface CommandOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Written to its standard input, which is then closed. */
  input?: string
  uid?: number
  gid?: number
  signal?: AbortSignal | undefined
  /** Told the process id, which is also that of its group. */
  onStart?: ((pid: number) => void) | undefined
}

export interface CommandResult {
  /** Null when a signal ended it. */
  code: number | null
  /** Both streams, as they came. */
  output: string
  stdout: string
}

const killAfterMs = 3_000

/**
 * Runs a command to its end and answers its exit code and everything that it printed.
 * It has a process group of its own, so that Ctrl+C in the terminal reaches the launcher alone and the launcher decides
 * the order. On abort the whole group gets SIGTERM, then SIGKILL, and the promise rejects only when it is gone:
 * whoever cleans up afterwards finds no one still writing.
 */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { signal, input, onStart, ...spawnOptions } = options
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...spawnOptions, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    if (child.pid !== undefined) onStart?.(child.pid)
    let output = ''
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      stdout += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
    child.stdin.on('error', () => {}) // it ended before it read everything: its exit code says why
    child.stdin.end(input ?? '')

    let killTimer: NodeJS.Timeout | undefined
    const abort = (): void => {
      killGroup(child.pid, 'SIGTERM')
      killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), killAfterMs)
    }
    signal?.addEventListener('abort', abort, { once: true })
    const settle = (): void => {
      clearTimeout(killTimer)
      signal?.removeEventListener('abort', abort)
    }
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('close', (code) => {
      settle()
      if (signal?.aborted) reject(signal.reason)
      else resolve({ code, output, stdout })
    })
  })
}

/** Signals a process group by its leader. One that is gone already is what we wanted. */
export function killGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, signal)
  } catch {
    // ESRCH: nobody left
  }
}

/** Whether anyone of a process group is left. */
export function groupExists(leader: number): boolean {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 0)
    return true
  } catch {
    return false
  }
}
