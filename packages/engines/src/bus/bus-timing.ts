/** How a bus spends its time; tests have less of it. */
export interface BusTiming {
  /** How long an event waits after its first, second … try that failed. After the last of them comes one try more. */
  readonly retryDelaysMs: readonly number[]
  /** Longer than any handler may take; what was claimed from PostgreSQL and not finished by then is handed out again. */
  readonly leaseMs: number
  /** How long nothing is tried after an outage. */
  readonly outagePauseMs: number
  /**
   * How often the queues in PostgreSQL are looked at for what other processes put there; what this one puts there it says itself.
   */
  readonly pollIntervalMs: number
}

export const busTiming: BusTiming = {
  retryDelaysMs: [1, 2, 4, 8, 16, 32, 64, 128, 256].map((seconds) => seconds * 1000),
  leaseMs: 30_000,
  outagePauseMs: 1_000,
  pollIntervalMs: 5_000,
}
