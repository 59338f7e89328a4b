import type { Config, ProcessName } from '@chatsphere/config'
import type { AppProcessSpec } from './app-process.ts'
import type { Environment } from './environment.ts'
import { processSpec } from './product-processes.ts'

const counts: Readonly<Record<ProcessName, number>> = { web: 2, realtime: 3, workers: 2 }
/** From one process of a kind to the next. */
const opsPortStep = 10

const engines = {
  DATABASE_URL: 'a PostgreSQL server (apt-get install postgresql), such as postgresql://user:password@localhost:5432/chatsphere',
  REDIS_URL: 'a Redis server (apt-get install redis-server), such as redis://localhost:6379/0',
  RABBITMQ_URL: 'a RabbitMQ server (apt-get install rabbitmq-server), such as amqp://guest:guest@localhost:5672',
} as const

/** Several of each, as on several machines; those of a kind share its port. */
export function clusterProcesses(root: string, config: Config): AppProcessSpec[] {
  return (Object.entries(counts) as [ProcessName, number][]).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_process, index) => {
      const opsPort = config.ports.ops[kind] + index * opsPortStep
      const env = { SHARE_PORTS: 'on', [`OPS_PORT_${kind.toUpperCase()}`]: String(opsPort) }
      return { ...processSpec(root, config, kind, opsPort), name: `${kind}-${index + 1}`, env }
    }),
  )
}

/** What is missing for several processes of a kind, in words. */
export function findClusterProblems(env: Environment, platform: string = process.platform): string[] {
  const missing = Object.entries(engines).flatMap(([name, what]) =>
    env[name] ? [] : [`${name} is missing: a cluster needs ${what}.`],
  )
  return platform === 'linux'
    ? missing
    : [...missing, 'Only Linux lets several processes share a port: elsewhere start them one by one, behind a balancer.']
}
