import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listVariables, loadConfig } from '@chatsphere/config'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

/** No engine for containers runs where the tests do: what can be read off the files is checked here. */
const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const { ports } = loadConfig({ DATABASE_URL: 'postgresql://localhost/chat', AUTH_SECRET: 'x'.repeat(32) })
const known = new Set(listVariables().map(({ name }) => name))

/** The npm scripts that a command line runs; anything else in it is answered as it is. */
const scriptsIn = (command: string) =>
  command.split('&&').map((part) => {
    const line = part.trim().replace(/^([A-Z_]+=\S+ )+/, '')
    return /^npm run (\S+)$/.exec(line)?.[1] ?? line
  })
const isKnownCommand = (name: string) => name === 'npm ci' || Object.hasOwn(scripts, name)

/* The parts of the formats' own schemas that are used here; a key that is not in them is a mistake. */
const duration = z.string().regex(/^\d+(s|m)$/)
const healthcheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])]).rest(z.string()),
  interval: duration.optional(),
  timeout: duration.optional(),
  retries: z.int().optional(),
})
const condition = z.strictObject({
  condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
})
const composeService = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  hostname: z.string().optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
  init: z.boolean().optional(),
  stop_grace_period: duration.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), condition)]).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  healthcheck: healthcheck.optional(),
})
const compose = z.looseObject({
  services: z.record(z.string(), composeService),
  volumes: z.record(z.string(), z.null()),
})

const fromEnvironment = z.union([
  z.strictObject({ key: z.string(), value: z.string() }),
  z.strictObject({ key: z.string(), generateValue: z.literal(true) }),
  z.strictObject({ key: z.string(), sync: z.literal(false) }),
  z.strictObject({ fromGroup: z.string() }),
  z.strictObject({ key: z.string(), fromDatabase: z.strictObject({ name: z.string(), property: z.enum(['connectionString']) }) }),
  z.strictObject({
    key: z.string(),
    fromService: z.strictObject({ type: z.string(), name: z.string(), property: z.enum(['connectionString', 'host', 'port']) }),
  }),
])
const render = z.strictObject({
  envVarGroups: z.array(z.strictObject({ name: z.string(), envVars: z.array(fromEnvironment) })),
  databases: z.array(z.strictObject({ name: z.string(), plan: z.string(), databaseName: z.string(), user: z.string() })),
  services: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('keyvalue'),
        name: z.string(),
        plan: z.string(),
        maxmemoryPolicy: z.enum(['noeviction', 'allkeys-lru', 'volatile-lru']),
        ipAllowList: z.array(z.unknown()),
      }),
      ...(['web', 'worker'] as const).map((type) =>
        z.strictObject({
          type: z.literal(type),
          name: z.string(),
          runtime: z.enum(['node', 'docker']),
          plan: z.string(),
          buildCommand: z.string(),
          preDeployCommand: z.string().optional(),
          startCommand: z.string(),
          healthCheckPath: z.string().startsWith('/').optional(),
          envVars: z.array(fromEnvironment),
        }),
      ),
    ]),
  ),
})

describe('docker-compose.yml', () => {
  const { services, volumes } = compose.parse(parse(read('docker-compose.yml'), { merge: true }))
  const own = Object.entries(services).filter(([, { image }]) => image === 'chatsphere')

  test('runs what npm runs, with variables that the processes know', () => {
    expect(own.map(([name, { command = [] }]) => [name, scriptsIn(command.join(' '))[0]])).toEqual([
      ['migrate', 'migrate'],
      ['web', 'start:web'],
      ['realtime-1', 'start:realtime'],
      ['realtime-2', 'start:realtime'],
      ['workers', 'start:workers'],
    ])
    for (const [name, { command = [], environment = {} }] of own) {
      expect(
        scriptsIn(command.join(' ')).filter((script) => !isKnownCommand(script)),
        name,
      ).toEqual([])
      expect(
        Object.keys(environment).filter((variable) => !known.has(variable)),
        name,
      ).toEqual([])
    }
  })

  test('waits for services, keeps volumes, and asks at ports that there are', () => {
    for (const [name, { depends_on: needed = {}, volumes: mounted = [], healthcheck: check }] of Object.entries(services)) {
      const names = Array.isArray(needed) ? needed : Object.keys(needed)
      expect(
        names.filter((other) => !Object.hasOwn(services, other)),
        name,
      ).toEqual([])
      const kept = mounted.map((mount) => mount.split(':')[0] ?? '').filter((source) => !source.startsWith('.'))
      expect(
        kept.filter((volume) => !Object.hasOwn(volumes, volume)),
        name,
      ).toEqual([])
      const port = /127\.0\.0\.1:(\d+)/.exec(check?.test.join(' ') ?? '')?.[1]
      if (port !== undefined) expect([ports.web, ports.ops.realtime], name).toContain(Number(port))
    }
  })

  test('holds no secret: each comes from the environment, and is asked for', () => {
    const text = read('docker-compose.yml')
    for (const name of ['POSTGRES_PASSWORD', 'RABBITMQ_PASSWORD', 'AUTH_SECRET']) expect(text).toContain(`\${${name}:?}`)
    expect(text).not.toMatch(/(PASSWORD|PASS|SECRET): (?!\$\{)/)
  })

  test('the proxy sends sockets to the nodes and the rest to the app', () => {
    const upstreams = [...read('Caddyfile').matchAll(/\b([a-z0-9-]+):(\d+)\b/g)].map(([, name, port]) => [name, Number(port)])
    expect(upstreams).toEqual([
      ['realtime-1', ports.realtime],
      ['realtime-2', ports.realtime],
      ['web', ports.web],
    ])
  })
})

test('Dockerfile runs what npm runs, listens where the processes do, and not as root', () => {
  const lines = read('Dockerfile').split('\n')
  const after = (word: string) => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
  const commands = after('RUN').filter((command) => command.startsWith('npm'))
  expect(commands.flatMap(scriptsIn).filter((name) => !isKnownCommand(name))).toEqual([])
  expect(after('CMD').map((command) => scriptsIn((JSON.parse(command) as string[]).join(' ')))).toEqual([['start:web']])
  expect(after('EXPOSE')).toEqual([`${ports.web} ${ports.realtime}`])
  expect(after('USER')).toEqual(['node'])
  expect(lines.findIndex((line) => line.startsWith('USER'))).toBeLessThan(lines.findIndex((line) => line.startsWith('CMD')))
  expect(after('FROM').every((image) => image.startsWith('node:24-'))).toBe(true)
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.data', '.git', '**/node_modules']))
})

test('render.yaml runs what npm runs, with variables that the processes know, and names what is there', () => {
  const { services, databases, envVarGroups } = render.parse(parse(read('render.yaml')))
  const processes = services.filter((service) => 'startCommand' in service)
  expect(processes.map(({ name, startCommand }) => [name, scriptsIn(startCommand)[0]])).toEqual([
    ['chatsphere-web', 'start:web'],
    ['chatsphere-realtime', 'start:realtime'],
    ['chatsphere-workers', 'start:workers'],
  ])
  for (const { buildCommand, preDeployCommand = 'npm ci', startCommand } of processes) {
    const commands = [buildCommand, preDeployCommand, startCommand].flatMap(scriptsIn)
    expect(commands.filter((name) => !isKnownCommand(name))).toEqual([])
  }
  const given = [...processes, ...envVarGroups].flatMap(({ envVars }) => envVars)
  const keys = given.flatMap((variable) => ('key' in variable ? [variable.key] : []))
  expect(keys.filter((key) => !known.has(key) && key !== 'NODE_VERSION')).toEqual([])
  const named = given.flatMap((variable) => [
    ...('fromGroup' in variable ? [variable.fromGroup] : []),
    ...('fromDatabase' in variable ? [variable.fromDatabase.name] : []),
    ...('fromService' in variable ? [variable.fromService.name] : []),
  ])
  const there = [...services, ...databases, ...envVarGroups].map(({ name }) => name)
  expect(named.filter((name) => !there.includes(name))).toEqual([])
})

const vercel = z.strictObject({
  $schema: z.literal('https://openapi.vercel.sh/vercel.json'),
  framework: z.literal('nextjs'),
  installCommand: z.string(),
  buildCommand: z.string(),
})

test('vercel.json, of the web app’s folder, runs what npm runs there, on the version of Node that everything runs on', () => {
  const { installCommand, buildCommand } = vercel.parse(JSON.parse(read('apps/web/vercel.json')))
  const web = JSON.parse(read('apps/web/package.json')) as { scripts: Record<string, string>; engines: { node: string } }
  expect(installCommand).toBe('npm ci')
  expect(scriptsIn(buildCommand).filter((name) => !Object.hasOwn(web.scripts, name))).toEqual([])
  expect(web.engines.node).toBe(`${process.versions.node.split('.')[0]}.x`)
})
