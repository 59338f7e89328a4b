import type { Logger } from './logger.ts'

/** A stop that takes longer is cut off. */
const stopTimeoutMs = 25_000

/**
 * Runs `stop` once, on SIGTERM, SIGINT, or when the process that started this one is gone (its IPC channel closes), then exits
 * with 0; with 1 if stopping failed or hung.
 */
export function stopOnSignals(logger: Logger, stop: () => Promise<void>): void {
  let stopping = false
  const begin = (reason: string) => {
    if (stopping) return
    stopping = true
    logger.info({ reason }, 'stopping')
    setTimeout(() => {
      logger.error('stopping took too long')
      process.exit(1)
    }, stopTimeoutMs).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => begin('SIGTERM'))
  process.on('SIGINT', () => begin('SIGINT'))
  if (process.channel) {
    process.on('disconnect', () => begin('the starting process is gone'))
    // The channel alone must not keep a process alive that has nothing else to do.
    process.channel.unref()
  }
}
