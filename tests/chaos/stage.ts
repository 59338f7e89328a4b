import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClientHost } from './clients/client-host-process.ts'
import type { Operation } from './clients/operation.ts'
import { Cluster, type EngineSet } from './cluster/cluster.ts'
import { ColdFetch } from './cold-fetch.ts'
import type { HistoryRecord } from './history.ts'
import type { Scene } from './scene.ts'
import { makeWorld, type World } from './world.ts'

const hostCount = 2

/** A cluster with people on it, ready to be used and disturbed. */
export interface Stage {
  readonly scene: Scene
  readonly cluster: Cluster
  readonly world: World
  readonly hosts: readonly ClientHost[]
  readonly coldFetch: ColdFetch
  act(device: string, operation: Operation): void
  /** Ends the devices, then the product. */
  strike(): Promise<void>
  history(): Promise<HistoryRecord[]>
}

export interface StageOptions {
  readonly scene: Scene
  /** Logs and histories. */
  readonly results: string
  readonly portBase: number
  readonly engines: EngineSet
  readonly planted?: string
  /** Changes the database before anybody uses it, for planted bugs. */
  prepare?(cluster: Cluster): Promise<void>
}

export async function setStage(options: StageOptions): Promise<Stage> {
  const { scene, results, planted } = options
  await mkdir(results, { recursive: true })
  const data = await mkdtemp(join(tmpdir(), 'chaos-data-'))
  const routes = scene.devices.map((device) => device.route)
  const cluster = new Cluster({
    data,
    results,
    portBase: options.portBase,
    engines: options.engines,
    devices: routes,
    ...(planted !== undefined && { planted }),
  })
  const hosts: ClientHost[] = []
  const strike = async () => {
    await Promise.allSettled(hosts.map((host) => host.close()))
    await cluster.stop()
    await rm(data, { recursive: true, force: true })
  }
  try {
    await cluster.start()
    await options.prepare?.(cluster)
    const world = await makeWorld(scene, cluster)
    const file = (index: number) => join(results, `history-${index}.jsonl`)
    for (let index = 0; index < hostCount; index++) {
      const host = new ClientHost({
        name: `devices-${index}`,
        hits: cluster.hitsFile,
        logFile: join(results, `devices-${index}.log`),
        ...(planted !== undefined && { planted }),
      })
      hosts.push(host)
      await host.call('setUp', { names: world.names, file: file(index) })
    }
    // Racers meet in one process, so that they start in one moment.
    const hostOf = (index: number) => (scene.devices[index]?.kind === 'racer' ? 0 : index % hostCount)
    await Promise.all(
      hosts.map((host, index) => host.call('open', { devices: world.setups.filter((setup) => hostOf(setup.index) === index) })),
    )
    const [first] = hosts
    if (!first) throw new Error('There is no process for devices')
    return {
      scene,
      cluster,
      world,
      hosts,
      coldFetch: new ColdFetch({ cluster, world, host: first }),
      act(device, operation) {
        for (const host of hosts) void host.call('act', { device, operation }).catch((error: unknown) => console.error(error))
      },
      strike,
      async history() {
        const texts = await Promise.all(hosts.map((_host, index) => readFile(file(index), 'utf8')))
        const records = texts.flatMap((text) =>
          text
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as HistoryRecord),
        )
        return records.sort((one, other) => one.at - other.at)
      },
    }
  } catch (error) {
    await strike()
    throw error
  }
}
