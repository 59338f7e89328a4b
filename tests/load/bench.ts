import { parseArgs } from 'node:util'
import type { LoadPlan, LoadSocket } from './load-plan.ts'
import { Population, type Resident } from './population.ts'
import { type MeasuredLoad, runLoad } from './run-load.ts'
import { type Servers, startServers } from './servers.ts'

/**
 * How much one node carries, and what it costs: the loads come from processes apart from the servers, everything on this machine. At the
 * end of each load every acknowledged message is counted in the database and at the sockets.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    only: { type: 'string', default: '' },
    rate: { type: 'string', default: '200' },
    nodes: { type: 'boolean', default: false },
  },
})
const measureMs = Number(values.seconds) * 1000
const warmUpMs = Math.min(3_000, measureMs / 2)

interface Scenario {
  readonly name: string
  readonly sockets: readonly { resident: Resident; conversationIds: readonly string[]; rooms: readonly string[] }[]
  readonly pace: LoadPlan['pace']
  readonly socketsPerMessage: number
}

function scenarioNames(): string[] {
  return ['direct', 'conversation', 'room', 'open'].filter((name) => values.only === '' || values.only.split(',').includes(name))
}

async function prepare(population: Population, name: string): Promise<Scenario> {
  switch (name) {
    case 'direct':
      return directs(population, {
        pairs: 100,
        name: 'direct messages, 100 pairs, closed loop',
        pace: { kind: 'closed', window: 2 },
      })
    case 'open':
      return directs(population, {
        pairs: 20,
        name: `direct messages, 20 pairs, ${values.rate} messages/s`,
        pace: { kind: 'open', perSecond: Number(values.rate) },
      })
    case 'conversation': {
      const [one, other] = await twoOf(population)
      const id = await population.direct(one, other)
      const sockets = [one, other].map((resident) => ({ resident, conversationIds: [id], rooms: [id] }))
      return { name: 'one conversation, closed loop', sockets, pace: { kind: 'closed', window: 64 }, socketsPerMessage: 2 }
    }
    default: {
      const people = await population.add(200)
      const [owner, ...others] = people
      if (!owner) throw new Error('A room has people')
      const id = await population.group(owner, others)
      const sockets = people.map((resident, index) => ({ resident, conversationIds: index < 10 ? [id] : [], rooms: [id] }))
      return {
        name: 'a room of 200, 10 of them write, closed loop',
        sockets,
        pace: { kind: 'closed', window: 8 },
        socketsPerMessage: 200,
      }
    }
  }
}

async function twoOf(population: Population): Promise<[Resident, Resident]> {
  const [one, other] = await population.add(2)
  if (!one || !other) throw new Error('A pair has two people')
  return [one, other]
}

async function directs(
  population: Population,
  options: { pairs: number; name: string; pace: LoadPlan['pace'] },
): Promise<Scenario> {
  const sockets: Scenario['sockets'][number][] = []
  for (let pair = 0; pair < options.pairs; pair++) {
    const [one, other] = await twoOf(population)
    const id = await population.direct(one, other)
    sockets.push(...[one, other].map((resident) => ({ resident, conversationIds: [id], rooms: [id] })))
  }
  return { name: options.name, sockets, pace: options.pace, socketsPerMessage: 2 }
}

/** The two of a pair are on different nodes, where there are several. */
function planOf(
  scenario: Scenario,
  urls: readonly string[],
  socketOf: (socket: Scenario['sockets'][number]) => Omit<LoadSocket, 'url'>,
): LoadPlan {
  const { pace, socketsPerMessage } = scenario
  const sockets = scenario.sockets.map((socket, index) => ({ ...socketOf(socket), url: urls[index % urls.length] ?? '' }))
  return { sockets, pace, warmUpMs, measureMs, socketsPerMessage }
}

const cpuOf = (load: MeasuredLoad) => Object.values(load.cpuPerThousand).reduce((total, seconds) => total + seconds, 0)

function tell(title: string, load: MeasuredLoad): void {
  const perSecond = (count: number) => Math.round(count / load.seconds).toLocaleString('en')
  const parts = Object.entries(load.cpuPerThousand)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(3)}`)
    .join(' + ')
  const { p50, p99, max } = load.ack
  console.log(`  ${title.padEnd(11)} ${perSecond(load.measuredAcked)} acked/s   ${perSecond(load.measuredDelivered)} delivered/s`)
  console.log(`  ${''.padEnd(11)} ack p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   max ${max.toFixed(1)} ms`)
  console.log(`  ${''.padEnd(11)} CPU per 1,000: ${cpuOf(load).toFixed(3)} s = ${parts}`)
}

async function runProduct(
  servers: Servers,
  population: Population,
  scenario: Scenario,
  title = 'ChatSphere',
): Promise<MeasuredLoad> {
  const storedBefore = await population.countMessages()
  const load = await runLoad(
    planOf(scenario, servers.realtimeUrls, ({ resident, conversationIds }) => ({
      auth: { token: resident.token },
      conversationIds,
    })),
    servers.cpu,
  )
  tell(title, load)
  const stored = (await population.countMessages()) - storedBefore
  const due = load.acked * scenario.socketsPerMessage
  console.log(
    `  ${''.padEnd(11)} acked ${load.acked}, refused ${load.refused}, stored ${stored}, delivered ${load.delivered} of ${due}`,
  )
  if (load.refused > 0 || stored !== load.acked || load.delivered !== due) process.exitCode = 1
  return load
}

async function runBaseline(servers: Servers, scenario: Scenario): Promise<MeasuredLoad> {
  const baseline = await servers.startBaseline()
  const cpu = async () => ({ server: await baseline.cpu(), postgres: (await servers.cpu()).postgres })
  const load = await runLoad(
    planOf(scenario, [baseline.url], ({ resident, conversationIds, rooms }) => ({
      auth: { rooms, userId: resident.userId },
      conversationIds,
    })),
    cpu,
  )
  tell('baseline', load)
  await baseline.stop()
  return load
}

async function againstBaseline(): Promise<void> {
  const servers = await startServers()
  try {
    const population = await Population.open(servers)
    for (const name of scenarioNames()) {
      const scenario = await prepare(population, name)
      console.log(scenario.name)
      const [own, baseline] = [await runProduct(servers, population, scenario), await runBaseline(servers, scenario)]
      const ratio = own.measuredAcked / own.seconds / (baseline.measuredAcked / baseline.seconds)
      console.log(`  ${'ratio'.padEnd(11)} ${ratio.toFixed(2)} × the baseline's acked/s\n`)
    }
    await population.close()
  } finally {
    await servers.stop()
  }
}

/** What it costs that the two of a pair are on two nodes. */
async function twoNodesAgainstOne(): Promise<void> {
  const settings = [{ nodes: 1 }, { nodes: 2, redis: true }, { nodes: 2 }]
  const costs: number[] = []
  for (const setting of settings) {
    const servers = await startServers(setting)
    try {
      const population = await Population.open(servers)
      const scenario = await prepare(population, values.only === '' ? 'direct' : values.only)
      const title = `${setting.nodes} ${setting.redis ? 'on Redis' : 'embedded'}`
      if (costs.length === 0) console.log(scenario.name)
      const cost = cpuOf(await runProduct(servers, population, scenario, title))
      costs.push(cost)
      console.log(`  ${'ratio'.padEnd(11)} ${(cost / (costs[0] ?? cost)).toFixed(2)} × the CPU of one node\n`)
      await population.close()
    } finally {
      await servers.stop()
    }
  }
}

await (values.nodes ? twoNodesAgainstOne() : againstBaseline())
