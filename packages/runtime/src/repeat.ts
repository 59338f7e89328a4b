import type { Logger } from './logger.ts'

/** Runs `work` again and again, `intervalMs` after each end, until stopped; a failure is logged and does not end it. */
export function repeat(
  name: string,
  intervalMs: () => number,
  work: () => Promise<unknown>,
  logger: Logger,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const schedule = () => {
    if (stopped) return
    timer = setTimeout(() => {
      running = work()
        .catch((error: unknown) => logger.warn({ err: error, job: name }, 'a repeated job failed'))
        .then(schedule)
    }, intervalMs())
  }
  schedule()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
