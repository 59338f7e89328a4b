const deadlockDetected = '40P01'
const serializationFailure = '40001'

/**
 * Classes 08 (connection), 53 (resources) and 57P (shutdown), the time limits of ours (57014, 55P03, 25P03), the socket's own
 * errors, and what Prisma calls the same.
 */
const unavailableCode =
  /^(08|53|57P|57014|55P03|25P03|ECONN|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2028)/

/** What `pg` says without a code. */
const unavailableText =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|client was closed|not queryable|can't reach database/i

interface PrismaShaped {
  code?: unknown
  meta?: { driverAdapterError?: { cause?: AdapterCause } }
  cause?: AdapterCause
}

/** What Prisma's driver adapter keeps of the error that it wraps. */
interface AdapterCause {
  originalCode?: unknown
  originalMessage?: unknown
  kind?: unknown
}

function adapterCause(error: Error): AdapterCause | undefined {
  const shaped = error as PrismaShaped
  return shaped.meta?.driverAdapterError?.cause ?? (shaped.cause && 'kind' in shaped.cause ? shaped.cause : undefined)
}

function codeOf(error: Error): string {
  const cause = adapterCause(error)
  const code = cause?.originalCode ?? (error as PrismaShaped).code
  return typeof code === 'string' ? code : ''
}

/** Whether the database cannot be reached, went away, or did not answer in time. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const cause = adapterCause(error)
  const text = `${error.message} ${String(cause?.originalMessage ?? '')}`
  return unavailableCode.test(codeOf(error)) || unavailableText.test(text) || cause?.kind === 'DatabaseNotReachable'
}

/** Whether the same transaction may simply be run again. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && [deadlockDetected, serializationFailure, 'P2034'].includes(codeOf(error))
}
