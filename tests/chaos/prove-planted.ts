import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Violation } from './checker/evidence.ts'
import { withDatabase } from './cluster/database-dump.ts'
import { monotonicMs } from './monotonic.ts'
import { planOf, plantedRuns } from './planted-runs.ts'
import { plantedBugs } from './preload/planted-bugs.ts'
import { carryOut } from './run.ts'
import { standardScene } from './scene.ts'
import { setStage } from './stage.ts'

/** Just past the promise: a planted run need not tell late from never. */
const levelWaitMs = 32_000
/** Presence without a bug is right within a lease and a sweep. */
const presenceWaitMs = 40_000

interface ProofOptions {
  readonly root: string
  readonly seed: number
  readonly portBase: number
  readonly keep: boolean
  progress(line: string): void
}

/** Runs each planted bug and says by what it was caught. Answers the exit code: 0 if each was caught by the invariant that has to. */
export async function provePlanted(which: string, options: ProofOptions): Promise<number> {
  const names = which === 'all' ? Object.keys(plantedRuns) : which.split(',')
  const unknown = names.filter((name) => !plantedRuns[name])
  if (unknown.length > 0) {
    console.error(`There is no planted bug ${unknown.join(', ')}. There are:\n  ${Object.keys(plantedRuns).join('\n  ')}`)
    return 2
  }
  let failed = 0
  for (const name of names) {
    const began = monotonicMs()
    const proof = await prove(name, options)
    failed += proof.proved ? 0 : 1
    console.log(
      `${proof.proved ? 'ok    ' : 'FAILED'} ${name.padEnd(22)} ${((monotonicMs() - began) / 1000).toFixed(0).padStart(4)} s  ${proof.words}`,
    )
  }
  return failed === 0 ? 0 : 1
}

async function prove(
  name: string,
  { root, seed, portBase, keep, progress }: ProofOptions,
): Promise<{ proved: boolean; words: string }> {
  const run = plantedRuns[name]
  const bug = plantedBugs[name]
  if (!run || (run.caughtBy !== null && !bug)) throw new Error(`There is no planted bug ${name}`)
  const scene = standardScene()
  const results = join(root, 'tests/chaos/results', `planted-${name}`)
  await rm(results, { recursive: true, force: true })
  const stage = await setStage({
    scene,
    results,
    portBase,
    engines: 'embedded',
    ...(bug && { planted: name }),
    prepare: (cluster) =>
      withDatabase(cluster.postgres.adminUrl, async (client) => {
        for (const sql of bug?.sql ?? []) await client.query(sql)
      }),
  })
  const { violations } = await carryOut(stage, planOf(run, scene, seed), { progress, levelWaitMs, presenceWaitMs })
  const hits = await stage.cluster.hits()
  const neverLoaded = (bug?.patches ?? []).filter(({ file }) => !hits.some((hit) => 'patched' in hit && hit.patched === file))
  if (neverLoaded.length > 0) return { proved: false, words: `never loaded: ${neverLoaded.map(({ file }) => file).join(', ')}` }
  const caught = run.caughtBy === null ? undefined : violations.find((violation) => violation.invariant === run.caughtBy)
  const proved = run.caughtBy === null ? violations.length === 0 : caught !== undefined
  if (proved && !keep) await rm(results, { recursive: true, force: true })
  if (run.caughtBy === null) return { proved, words: proved ? 'no bug, no violation' : `without a bug: ${countsOf(violations)}` }
  const first = caught ? `: ${caught.message.slice(0, 160)}` : ''
  return { proved, words: `${bug?.what} Caught by ${countsOf(violations) || 'nothing'}, expected ${run.caughtBy}${first}` }
}

function countsOf(violations: readonly Violation[]): string {
  return [...Map.groupBy(violations, ({ invariant }) => invariant)]
    .map(([invariant, found]) => `${invariant} (${found.length})`)
    .join(', ')
}
