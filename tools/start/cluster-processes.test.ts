import { loadConfig } from '@chatsphere/config'
import { expect, test } from 'vitest'
import { clusterProcesses, findClusterProblems } from './cluster-processes.ts'

const engines = {
  DATABASE_URL: 'postgresql://localhost/chat',
  REDIS_URL: 'redis://localhost',
  RABBITMQ_URL: 'amqp://localhost',
}

test('a cluster has two web processes, three nodes and two workers, each with a port for operators of its own', () => {
  const config = loadConfig({ ...engines, AUTH_SECRET: 'x'.repeat(32) })
  const specs = clusterProcesses('/root', config)
  expect(specs.map(({ name, env }) => [name, { ...env }])).toEqual([
    ['web-1', { SHARE_PORTS: 'on', OPS_PORT_WEB: '9300' }],
    ['web-2', { SHARE_PORTS: 'on', OPS_PORT_WEB: '9310' }],
    ['realtime-1', { SHARE_PORTS: 'on', OPS_PORT_REALTIME: '9301' }],
    ['realtime-2', { SHARE_PORTS: 'on', OPS_PORT_REALTIME: '9311' }],
    ['realtime-3', { SHARE_PORTS: 'on', OPS_PORT_REALTIME: '9321' }],
    ['workers-1', { SHARE_PORTS: 'on', OPS_PORT_WORKERS: '9302' }],
    ['workers-2', { SHARE_PORTS: 'on', OPS_PORT_WORKERS: '9312' }],
  ])
  expect(specs.map(({ readyUrl }) => readyUrl)[4]).toBe('http://127.0.0.1:9321/readyz')
})

test('each engine that is missing is told, with how to get one, and where no port can be shared', () => {
  expect(findClusterProblems(engines, 'linux')).toEqual([])
  expect(findClusterProblems({ ...engines, REDIS_URL: undefined, RABBITMQ_URL: '' }, 'linux')).toEqual([
    expect.stringMatching(/^REDIS_URL is missing: a cluster needs a Redis server/),
    expect.stringMatching(/^RABBITMQ_URL is missing: a cluster needs a RabbitMQ server/),
  ])
  expect(findClusterProblems(engines, 'darwin')).toHaveLength(1)
})
