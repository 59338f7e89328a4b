export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface LogLine {
  level: LogLevel
  /** What a person reads: the message, the error behind it, and the fields that are not about the process itself. */
  text: string
}

const aboutTheProcess = new Set(['level', 'time', 'msg', 'err', 'pid', 'hostname', 'name', 'process', 'service', 'version'])

/**
 * A line that a process printed, pino's JSON or plain, in readable form. Null for what nobody needs to see. Control characters are made
 * visible: what a request said may be in there, and must not move the cursor of whoever reads it.
 */
export function readLogLine(line: string, stream: 'stdout' | 'stderr'): LogLine | null {
  if (line.trim() === '') return null
  const record = parseRecord(line)
  if (record) return { level: levelOf(record.level), text: harmless(textOf(record)) }
  // Node's own remarks on what is experimental; they are about us, not about the reader.
  if (/^\(node:\d+\)|^\(Use `node --trace/.test(line)) return null
  return { level: stream === 'stderr' ? 'warn' : 'info', text: harmless(line) }
}

function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd')
}

function parseRecord(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'level' in value ? { ...value } : null
  } catch {
    return null
  }
}

/** pino's numbers (30 info, 40 warn, 50 error, 60 fatal), or names. */
function levelOf(level: unknown): LogLevel {
  if (typeof level === 'number') return level >= 50 ? 'error' : level >= 40 ? 'warn' : level >= 30 ? 'info' : 'debug'
  if (level === 'fatal' || level === 'error') return 'error'
  if (level === 'warn' || level === 'info') return level
  return 'debug'
}

function textOf(record: Record<string, unknown>): string {
  const fields = Object.entries(record)
    .filter(([name, value]) => !aboutTheProcess.has(name) && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const message = typeof record.msg === 'string' ? record.msg : ''
  return [message, errorText(record.err), fields.join(' ')].filter((part) => part !== '').join('  ')
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { message, stack } = error as { message?: unknown; stack?: unknown }
  if (typeof stack === 'string') return stack
  return typeof message === 'string' ? message : ''
}
