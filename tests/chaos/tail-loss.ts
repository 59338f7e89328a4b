import type { ClientHost } from './clients/client-host-process.ts'
import type { StoreDigest } from './clients/store-view.ts'
import type { Cluster } from './cluster/cluster.ts'
import { monotonicMs } from './monotonic.ts'
import type { Failpoint } from './preload/failpoint.ts'
import type { Scene } from './scene.ts'

/**
 * The very last live events are lost, on every way: the nodes tell none of their sockets, and the workers' word that there is something
 * new is lost as well. All that is left are the heads that the nodes read from PostgreSQL. Answers from when on there is silence.
 */
export async function loseTheTail(cluster: Cluster, scene: Scene, hosts: readonly ClientHost[]): Promise<number> {
  const drop = (part: Pick<Failpoint, 'id' | 'at' | 'name' | 'match'>): Failpoint => ({ ...part, act: 'drop', times: 10_000 })
  const { nodes } = cluster
  const workers = cluster.names.filter((name) => name.startsWith('workers'))
  const events = drop({ id: 'tail events', at: 'broadcast', name: 'message:changed' })
  const heads = drop({ id: 'tail heads', at: 'query', name: 'notify-fanout', match: '"heads"' })
  for (const node of nodes) cluster.processes[node].control({ chaos: 'arm', failpoint: events })
  for (const name of workers) cluster.processes[name].control({ chaos: 'arm', failpoint: heads })

  const writers = scene.devices.filter((device) => device.writes.length > 0)
  for (const [index, { name, writes }] of writers.entries()) {
    const where = writes[index % writes.length] ?? ''
    for (const host of hosts) await host.call('act', { device: name, operation: { do: 'send', in: where, count: 1 } })
  }
  await untilSent(hosts)
  // The word of the workers comes up to a quarter of a second after the commit.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  for (const node of nodes) cluster.processes[node].control({ chaos: 'disarm', id: events.id })
  for (const name of workers) cluster.processes[name].control({ chaos: 'disarm', id: heads.id })
  return monotonicMs()
}

/**
 * Every device turns idle, or is used again, and no node hears the word of another one. All that is left is what the nodes read by
 * themselves. Answers from when on there is silence.
 */
export async function loseLastPresence(cluster: Cluster, scene: Scene, hosts: readonly ClientHost[]): Promise<number> {
  const part = { at: 'notification', name: 'chatsphere_fanout', match: '"kind":"presence"', act: 'drop', times: 10_000 } as const
  const lost: Failpoint = { ...part, id: 'tail presence' }
  const { nodes } = cluster
  await spread(cluster, scene, hosts)
  const devices = await Promise.all(hosts.map(async (host) => ({ host, present: await host.call('presence', {}) })))
  const connected = devices.flatMap(({ present }) => present).filter((device) => device.connected).length
  // The end of a fresh client's connection, which is told some seconds later, would be another word of the same people. So would be a
  // look at them that is still due.
  await untilConnections(cluster, ({ all }) => all === connected)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  for (const node of nodes) cluster.processes[node].control({ chaos: 'arm', failpoint: lost })
  let idleCount = 0
  for (const { host, present } of devices) {
    for (const { name, idle, connected } of present) {
      if (!connected || !scene.devices.some((device) => device.name === name && device.kind === 'client')) continue
      await host.call('act', { device: name, operation: { do: 'idle', on: !idle } })
      if (!idle) idleCount += 1
    }
  }
  await untilConnections(cluster, ({ idle }) => idle === idleCount)
  // The word leaves right after it is written.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  for (const node of nodes) cluster.processes[node].control({ chaos: 'disarm', id: lost.id })
  return monotonicMs()
}

/** Nodes that died have left their devices to the other one: each goes back to its own, so that a word has to travel. */
async function spread(cluster: Cluster, scene: Scene, hosts: readonly ClientHost[]): Promise<void> {
  const clients = new Set(scene.devices.flatMap(({ name, kind }) => (kind === 'client' ? [name] : [])))
  const countThere = async () => {
    const present = (await Promise.all(hosts.map((host) => host.call('presence', {})))).flat()
    return present.filter(({ name, connected }) => connected && clients.has(name)).length
  }
  const before = await countThere()
  for (const [index, { name }] of scene.devices.entries()) {
    if (clients.has(name)) cluster.deviceLinks[index]?.realtime.reset()
  }
  for (const deadline = monotonicMs() + 20_000; monotonicMs() < deadline; ) {
    // That they are cut is heard a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100))
    if ((await countThere()) >= before) return
  }
}

async function untilConnections(cluster: Cluster, areThere: (count: { all: number; idle: number }) => boolean): Promise<void> {
  const deadline = monotonicMs() + 10_000
  const countThem = async () => {
    const known = await cluster.connections()
    return { all: known.length, idle: known.filter(({ idle }) => idle).length }
  }
  while (monotonicMs() < deadline && !areThere(await countThem())) await new Promise((resolve) => setTimeout(resolve, 50))
}

async function untilSent(hosts: readonly ClientHost[]): Promise<void> {
  const deadline = monotonicMs() + 30_000
  while (monotonicMs() < deadline) {
    const stores: Record<string, StoreDigest> = Object.assign(
      {},
      ...(await Promise.all(hosts.map((host) => host.call('digest', {})))),
    )
    if (Object.values(stores).every(({ unsent, status }) => unsent === 0 || status === 'signed-out')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
