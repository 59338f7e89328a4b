import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readUsage } from './process-usage.ts'
import { startThrowawayApp } from './throwaway-app.ts'

/** What everything together costs while nobody does anything: the launcher, PostgreSQL, web, realtime and workers. Linux only. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    runs: { type: 'string', default: '3' },
    port: { type: 'string', default: '3960' },
  },
})
const seconds = Number(values.seconds)
/** What a start still does after it is ready. */
const settleMs = 15_000

const app = await startThrowawayApp(Number(values.port))
try {
  await wait(settleMs)
  const shares: number[] = []
  while (shares.length < Number(values.runs)) {
    const before = await readUsage(app.pid)
    await wait(seconds * 1_000)
    const after = await readUsage(app.pid)
    const share = (after.cpuSeconds - before.cpuSeconds) / seconds
    shares.push(share)
    console.log(`${(share * 100).toFixed(2)} % of a core over ${seconds} s, ${after.residentMb.toFixed(0)} MB`)
  }
  const median = shares.sort((one, other) => one - other)[Math.floor(shares.length / 2)] ?? 0
  console.log(`median ${(median * 100).toFixed(2)} % of a core (wanted: at most 2 %)`)
} finally {
  await app.stop()
}
