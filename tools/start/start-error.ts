/** What stops a start: every problem that is known at that moment, each in words that say what to do about it. */
export class StartError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options)
    this.name = 'StartError'
    this.problems = problems
  }
}

/** The code of a system or PostgreSQL error (`ENOSPC`, `28P01`), also of one inside an AggregateError. */
export function errorCode(error: unknown): string | undefined {
  if (error instanceof AggregateError && !('code' in error && error.code)) return errorCode(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
