import { setTimeout as wait } from 'node:timers/promises'
import { groupExists, killGroup } from './command.ts'
import type { RunningProcess } from './data-lock.ts'
import { processBirth } from './process-identity.ts'

const stopWithinMs = 5_000

/** Ends what a killed launcher left running: asked first, made to after five seconds. Never touches another program. */
export async function stopLeftoverProcesses(leftovers: readonly RunningProcess[]): Promise<void> {
  await Promise.all(
    leftovers.map(async ({ pid, birth }) => {
      const runs = async (): Promise<boolean> => (await processBirth(pid)) === birth
      if (!(await runs())) return
      killGroup(pid, 'SIGTERM')
      const deadline = Date.now() + stopWithinMs
      while ((await runs()) && Date.now() < deadline) await wait(25)
      if (await runs()) killGroup(pid, 'SIGKILL')
      // Its children may need a moment longer (a build that was under way). A dead one that nobody reaps counts too: limited.
      while (groupExists(pid) && Date.now() < deadline + 1_000) await wait(25)
    }),
  )
}
