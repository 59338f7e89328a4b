import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** What must never be read in a log, wherever it stands in the object. */
const redacted = ['password', 'token', 'accessToken', 'refreshToken', 'ticket', 'setupToken', 'authorization', 'cookie', 'body']

/** JSON lines on the standard output, with the process's name. */
export function createLogger(process: string, level: string): Logger {
  return pino({
    level,
    base: { process },
    redact: { paths: redacted.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    serializers: { err: pino.stdSerializers.errWithCause },
  })
}
