import { type ErrorCode, type ErrorView, errorStatus } from '@chatsphere/contracts'
import { DatabaseUnavailable } from '@chatsphere/db'

/** A refusal with a stable code. `message` is for people and names no internals. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string> | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, message: string, details: { fields?: Record<string, string>; retryAfterMs?: number } = {}) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.fields = details.fields
    this.retryAfterMs = details.retryAfterMs
  }
}

/** Whether an error is a defect or an outage that the operator should see, rather than a refusal. */
export function isFault(error: unknown): boolean {
  return !(error instanceof DomainError) || errorStatus[error.code] >= 500
}

/** What a caller may know of any error: a refusal as it is, an outage as `unavailable`, anything else as `internal`. */
export function toErrorView(error: unknown): ErrorView {
  if (error instanceof DomainError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.fields && { fields: error.fields }),
      ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    }
  }
  if (error instanceof DatabaseUnavailable) {
    return { code: 'unavailable', message: 'The server cannot store anything right now. Try again with the same id.' }
  }
  return { code: 'internal', message: 'Something went wrong on the server.' }
}
