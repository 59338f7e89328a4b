import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LogFile } from '../../tools/start/log-file.ts'
import { buildWeb } from '../../tools/start/web-build.ts'
import { processesOn } from './cluster/cluster.ts'
import { faultKinds, faultKindsOn } from './faults/fault.ts'
import { monotonicMs } from './monotonic.ts'
import { makePlan } from './plan.ts'
import { provePlanted } from './prove-planted.ts'
import { report } from './report.ts'
import { carryOut } from './run.ts'
import { standardScene } from './scene.ts'
import { setStage } from './stage.ts'

const HELP = `npm run chaos -- --quick            every kind of fault once, some five minutes
npm run chaos -- --seconds 600      so long; or --sends 20000: until about so many messages are written
  --seed 7                          the same plan again
  --faults 60                       how many faults; --only <kind>, repeated: these kinds alone
  --rate 15                         messages a second
  --planted all                     the proof of the checker: each planted bug is caught; or --planted <name>
  --servers                         on Redis and RabbitMQ of its own, with 3 realtime nodes and 2 workers; else on PostgreSQL alone
  --keep                            histories and logs are kept, also where all is well
  --port 5300                       where its ports begin`

const levelWaitMs = 60_000
/** A little longer than the promise of 90 s. */
const presenceWaitMs = 92_000
const root = resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    seconds: { type: 'string' },
    sends: { type: 'string' },
    seed: { type: 'string' },
    faults: { type: 'string' },
    only: { type: 'string', multiple: true },
    rate: { type: 'string', default: '15' },
    servers: { type: 'boolean', default: false },
    planted: { type: 'string' },
    port: { type: 'string', default: '5300' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
})
const engines = values.servers ? 'servers' : 'embedded'
const allKinds = faultKindsOn(engines)
const unknown = (values.only ?? []).filter((kind) => !Object.hasOwn(faultKinds, kind))
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no fault called ${unknown.join(', ')}. There are:\n  ${allKinds.join('\n  ')}`)
  console.log(HELP)
  process.exit(unknown.length > 0 ? 2 : 0)
}

const began = monotonicMs()
const rate = Number(values.rate)
const kinds = values.only ? allKinds.filter((kind) => values.only?.includes(kind)) : allKinds
const lengthMs = values.sends ? (Number(values.sends) / rate) * 1_000 : Number(values.seconds ?? 150) * 1_000
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const results = join(root, 'tests/chaos/results', `seed-${seed}`)
const progress = (line: string) => console.log(`  ${((monotonicMs() - began) / 1000).toFixed(1).padStart(6)}  ${line}`)

await rm(results, { recursive: true, force: true })
await mkdir(results, { recursive: true })
const built = await buildWeb(root, new LogFile(join(results, 'build.log')), new AbortController().signal, () => undefined)
progress(`web app ${built}`)
if (values.planted)
  process.exit(await provePlanted(values.planted, { root, seed, portBase: Number(values.port), keep: values.keep, progress }))

const scene = standardScene()
const faults = Number(values.faults ?? kinds.length)
const plan = makePlan({ seed, scene, lengthMs, sendsPerSecond: rate, kinds, processes: processesOn[engines], faults })
const stage = await setStage({ scene, results, engines, portBase: Number(values.port) })
progress(`${scene.devices.length} devices of ${scene.users.length} people are there; seed ${seed}`)
const result = await carryOut(stage, plan, { progress, levelWaitMs, presenceWaitMs })
const lines = report(seed, result, monotonicMs() - began)
console.log(lines.join('\n'))
if (result.violations.length === 0 && !values.keep) await rm(results, { recursive: true, force: true })
else console.log(`history and logs: ${results}`)
process.exit(result.violations.length === 0 ? 0 : 1)
