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
  const nodes = ['realtime-1', 'realtime-2'] as const
  const events = drop({ id: 'tail events', at: 'broadcast', name: 'message:changed' })
  const heads = drop({ id: 'tail heads', at: 'query', name: 'notify-fanout', match: '"heads"' })
  for (const node of nodes) cluster.processes[node].control({ chaos: 'arm', failpoint: events })
  cluster.processes.workers.control({ chaos: 'arm', failpoint: heads })

  const writers = scene.devices.filter((device) => device.writes.length > 0)
  for (const [index, { name, writes }] of writers.entries()) {
    const where = writes[index % writes.length] ?? ''
    for (const host of hosts) await host.call('act', { device: name, operation: { do: 'send', in: where, count: 1 } })
  }
  await untilSent(hosts)
  // The word of the workers comes up to a quarter of a second after the commit.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  for (const node of nodes) cluster.processes[node].control({ chaos: 'disarm', id: events.id })
  cluster.processes.workers.control({ chaos: 'disarm', id: heads.id })
  return monotonicMs()
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
