import { readFile } from 'node:fs/promises'
import { runCommand } from './command.ts'

/**
 * When a running process began, as a text to compare; undefined when no such process runs.
 * A process id alone proves nothing: after a power cut, and always in a container, the same number comes back as
 * another program.
 */
export async function processBirth(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
    if (status === undefined) return undefined
    // The name in parentheses may itself hold spaces and parentheses. Fields after it: state is 3, starttime is 22.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return undefined
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
    return `${boot.trim()}:${fields[19]}`
  }
  const shown = await runCommand('ps', ['-o', 'lstart=', '-p', `${pid}`]).catch(() => undefined)
  return shown?.code === 0 && shown.output.trim() !== '' ? shown.output.trim() : undefined
}

/** The command line of a running process, arguments separated by spaces; empty when it cannot be told. */
export async function processCommandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return line.replaceAll('\0', ' ').trim()
  }
  const shown = await runCommand('ps', ['-o', 'command=', '-p', `${pid}`]).catch(() => undefined)
  return shown?.output.trim() ?? ''
}
