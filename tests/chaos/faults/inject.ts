import { setTimeout as wait } from 'node:timers/promises'
import type { ClientHost } from '../clients/client-host-process.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { terminateBackends } from '../cluster/database-dump.ts'
import type { Failpoint } from '../preload/failpoint.ts'
import type { Fault, FaultKind } from './fault.ts'
import type { LinkFault } from './tcp-link.ts'

/** What faults act on. The last two belong to the scene: a session to revoke, a conversation to flood. */
export interface FaultTargets {
  readonly cluster: Cluster
  readonly hosts: readonly ClientHost[]
  revokeSpare(): Promise<void>
  floodStalled(): Promise<void>
  /** The device that is flooded. */
  readonly stalledDevice: number
}

let failpoints = 0

function failpoint(part: Omit<Failpoint, 'id' | 'times'> & { times?: number }): Failpoint {
  return { times: 1, ...part, id: `${part.at} ${part.name} ${failpoints++}` }
}

/**
 * Makes one fault and takes it back. Resolves when it is over; what it ended is up again by then or soon after. False: the failpoint
 * was not passed in time, so that nothing has happened.
 */
export async function inject(fault: Fault, targets: FaultTargets): Promise<boolean> {
  const deadly = deadlyPoints[fault.kind]
  if (deadly) return dieAt(fault, targets.cluster, deadly)
  await disturb(fault, targets)
  return true
}

/** Where a process dies, and which of them does. */
const deadlyPoints: Partial<Record<FaultKind, Omit<Failpoint, 'id' | 'times'>>> = {
  'kill before commit': { at: 'commit', name: 'insert-messages', act: 'kill', pauseMs: 50 },
  'kill after commit': { at: 'committed', name: 'insert-messages', act: 'kill' },
  'kill after ack': { at: 'query', name: 'notify-fanout', match: 'message:changed', act: 'kill', pauseMs: 20 },
  'kill web after commit': { at: 'committed', name: 'insert-outbox', act: 'kill' },
  'kill between effect and done': { at: 'query', name: 'bus-done', act: 'kill' },
  'kill before publish': { at: 'query', name: 'bus-insert', act: 'kill' },
  'kill between publish and mark': { at: 'query', name: 'relay-published', act: 'kill' },
}

async function disturb(fault: Fault, targets: FaultTargets): Promise<void> {
  const { cluster } = targets
  const { process, lastsMs } = fault
  switch (fault.kind) {
    case 'kill realtime':
    case 'kill web':
    case 'kill workers':
      return cluster.processes[process].kill()
    case 'database killed':
    case 'database stopped':
      await cluster.postgres.crash(fault.kind === 'database killed' ? 'kill' : 'immediate')
      await wait(lastsMs)
      return cluster.postgres.start()
    case 'backends ended':
      return void (await terminateBackends(cluster.postgres.adminUrl, 0.6))
    case 'database partition':
      return shape([cluster.databaseLinks[process]], { hold: 'both' }, lastsMs)
    case 'fan-out partition':
      return shape([cluster.databaseLinks[process]], { hold: 'both', only: 'chatsphere-fanout' }, lastsMs)
    case 'redis killed':
      await cluster.servers?.redis.kill()
      await wait(lastsMs)
      return cluster.servers?.redis.start()
    case 'redis flushed':
      return cluster.servers?.redis.flush()
    case 'redis partition':
      return shape([cluster.redisLinks[process]], { hold: 'both' }, lastsMs)
    case 'redis half-open':
      return shape(Object.values(cluster.redisLinks), { hold: 'down' }, lastsMs)
    case 'broker killed':
      await cluster.servers?.broker.kill()
      await wait(lastsMs)
      return cluster.servers?.broker.start()
    case 'broker memory alarm':
      await cluster.servers?.broker.memoryAlarm(true)
      await wait(lastsMs)
      return cluster.servers?.broker.memoryAlarm(false)
    case 'broker partition':
      return shape([cluster.brokerLinks[process]], { hold: 'both' }, lastsMs)
    case 'device partition':
      return shape(linksOf(fault, cluster), { hold: 'both' }, lastsMs)
    case 'device deaf':
      return shape(linksOf(fault, cluster), { hold: 'down' }, lastsMs)
    case 'device mute':
      return shape(linksOf(fault, cluster), { hold: 'up' }, lastsMs)
    case 'latency': {
      const all = [
        ...Object.values(cluster.databaseLinks),
        ...Object.values(cluster.redisLinks),
        ...Object.values(cluster.brokerLinks),
        ...cluster.deviceLinks.flatMap(({ web, realtime }) => [web, realtime]),
      ]
      return shape(all, { latencyMs: 15, jitterMs: 60 }, lastsMs)
    }
    case 'resets':
      for (const link of linksOf(fault, cluster)) link.reset()
      return
    case 'refused connections': {
      const links = linksOf(fault, cluster)
      for (const link of links) link.reset()
      return shape(links, { refuse: true }, lastsMs)
    }
    case 'pause':
      cluster.processes[process].pause()
      await wait(lastsMs)
      return cluster.processes[process].resume()
    case 'clock of a process':
      cluster.processes[process].control({ chaos: 'clock', offsetMs: fault.offsetMs })
      await wait(lastsMs)
      return void cluster.processes[process].control({ chaos: 'clock', offsetMs: 0 })
    case 'clock of devices':
      for (const host of targets.hosts) host.setClock(fault.offsetMs)
      await wait(lastsMs)
      for (const host of targets.hosts) host.setClock(0)
      return
    case 'stalled reader':
      return stall(targets)
    case 'lost kick':
      return loseKick(targets)
    case 'lost events':
      return loseEvents(fault, cluster)
    case 'lost presence':
      return losePresence(fault, cluster)
    case 'rolling restart':
      for (const name of cluster.names) {
        await cluster.processes[name].terminate()
        await cluster.processes[name].untilReady()
      }
  }
}

function linksOf(fault: Fault, cluster: Cluster) {
  return fault.devices.flatMap((index) => {
    const links = cluster.deviceLinks[index]
    return links ? [links.web, links.realtime] : []
  })
}

async function shape(links: readonly { set(fault: LinkFault): void }[], fault: LinkFault, lastsMs: number): Promise<void> {
  for (const link of links) link.set(fault)
  await wait(lastsMs)
  for (const link of links) link.set({})
}

/** Arms it in one process and waits until it was passed; the traffic of the plan leads there. */
async function dieAt(fault: Fault, cluster: Cluster, part: Omit<Failpoint, 'id' | 'times'>): Promise<boolean> {
  const name = fault.process
  const armed = failpoint(part)
  const before = cluster.exits.length
  const deadline = performance.now() + Math.max(fault.lastsMs, 5_000)
  let told = false
  while (performance.now() < deadline) {
    // It may be on its way back from another fault.
    told = told || cluster.processes[name].control({ chaos: 'arm', failpoint: armed })
    if (cluster.exits.slice(before).some((exit) => exit.process === name)) return true
    await wait(50)
  }
  cluster.processes[name].control({ chaos: 'disarm', id: armed.id })
  return false
}

/** The device's link to its node is held until the node has cut it, or too much was sent in vain. */
async function stall(targets: FaultTargets): Promise<void> {
  const { cluster, stalledDevice } = targets
  const links = cluster.deviceLinks[stalledDevice]
  if (!links) return
  const before = cluster.slowCuts
  links.realtime.set({ hold: 'down' })
  for (let sent = 0; sent < 16 && cluster.slowCuts === before; sent++) {
    await targets.floodStalled()
    await wait(700)
  }
  links.realtime.set({})
}

/** The kick travels as a notification from web to the nodes; all that comes there is that sessions are polled. */
async function loseKick({ cluster, revokeSpare }: FaultTargets): Promise<void> {
  const lost = cluster.nodes.map((name) => {
    const armed = failpoint({ at: 'notification', name: 'chatsphere_fanout', match: 'end-session', act: 'drop', times: 1_000 })
    cluster.processes[name].control({ chaos: 'arm', failpoint: armed })
    return { name, id: armed.id }
  })
  await revokeSpare()
  await wait(4_000)
  for (const { name, id } of lost) cluster.processes[name].control({ chaos: 'disarm', id })
}

async function losePresence(fault: Fault, cluster: Cluster): Promise<void> {
  const part = { at: 'notification', name: 'chatsphere_fanout', match: '"kind":"presence"', act: 'drop', times: 1_000 } as const
  const armed = failpoint(part)
  cluster.processes[fault.process].control({ chaos: 'arm', failpoint: armed })
  await wait(fault.lastsMs)
  cluster.processes[fault.process].control({ chaos: 'disarm', id: armed.id })
}

async function loseEvents(fault: Fault, cluster: Cluster): Promise<void> {
  const armed = failpoint({ at: 'broadcast', name: 'message:changed', act: 'drop', times: 40 })
  cluster.processes[fault.process].control({ chaos: 'arm', failpoint: armed })
  await wait(fault.lastsMs)
  cluster.processes[fault.process].control({ chaos: 'disarm', id: armed.id })
}
