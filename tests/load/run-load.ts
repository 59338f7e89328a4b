import { fork } from 'node:child_process'
import path from 'node:path'
import type { LoadMessage, LoadPlan, LoadResult } from './load-plan.ts'

export interface MeasuredLoad extends LoadResult {
  /** CPU seconds of each server process in the measured part, per 1,000 acknowledged messages. */
  readonly cpuPerThousand: Readonly<Record<string, number>>
}

/** Runs one plan in a process of its own, and reads the servers' CPU at the two ends of the measured part. */
export async function runLoad(plan: LoadPlan, cpu: () => Promise<Record<string, number>>): Promise<MeasuredLoad> {
  const child = fork(path.join(import.meta.dirname, 'load-process.ts'), { execArgv: [] })
  const readings: Promise<Record<string, number>>[] = []
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>()
  child.on('message', (message: LoadMessage) => {
    if (message.kind === 'result') resolve(message.result)
    else readings.push(cpu())
  })
  child.on('exit', () => reject(new Error('The load ended without a result')))
  child.send(plan)
  const result = await promise
  const [before, after] = await Promise.all(readings)
  const used = Object.entries(after ?? {}).map(([name, seconds]) => {
    return [name, ((seconds - (before?.[name] ?? 0)) * 1000) / Math.max(1, result.measuredAcked)] as const
  })
  return { ...result, cpuPerThousand: Object.fromEntries(used) }
}
