import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, loadConfig } from './load-config.ts'

const required = { DATABASE_URL: 'postgresql://localhost/chat', AUTH_SECRET: 'x'.repeat(32) }

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  throw new Error('The configuration was accepted')
}

describe('loadConfig', () => {
  test('needs a database and a secret, and has a default for the rest', () => {
    const config = loadConfig(required)
    expect(config.ports).toEqual({ web: 3000, realtime: 3001, ops: { web: 9300, realtime: 9301, workers: 9302 } })
    expect(config.publicUrl).toBe('http://localhost:3000')
    expect(config.rateLimits).toBe(true)
    expect(config.dataDir).toBe(resolve('.data'))
    const login = { url: required.DATABASE_URL, role: 'chatsphere_web' }
    expect(config.processDatabase.web).toEqual({ ...login, throughPooler: false })
    expect(config.processListener.web).toEqual(login)
  })

  test('with a certificate of its own the app is at https, and PUBLIC_URL may not say otherwise', () => {
    const files = { TLS_CERT_FILE: '/c', TLS_KEY_FILE: '/k' }
    expect(loadConfig({ ...required, ...files })).toMatchObject({
      publicUrl: 'https://localhost:3000',
      localOrigins: ['https://localhost:3000', 'https://127.0.0.1:3000'],
      tls: { certFile: '/c', keyFile: '/k' },
    })
    expect(problemsOf({ ...required, TLS_CERT_FILE: '/c' })).toEqual([expect.stringContaining('belong together')])
    expect(problemsOf({ ...required, ...files, PUBLIC_URL: 'http://chat.example.org' })).toEqual([
      expect.stringContaining('write https://'),
    ])
  })

  test('metrics are for this machine alone, and nobody is believed to be a proxy, unless somebody says so', () => {
    expect(loadConfig(required)).toMatchObject({ opsHost: '127.0.0.1', trustedProxies: [] })
  })

  test('pages of other origins call only where they are named', () => {
    expect(loadConfig(required).corsOrigins).toEqual([])
    const named = { ...required, CORS_ORIGINS: 'https://a.example.org/, http://localhost:5173' }
    expect(loadConfig(named).corsOrigins).toEqual(['https://a.example.org', 'http://localhost:5173'])
    for (const wrong of ['*', 'a.example.org', 'https://a.example.org/path']) {
      expect(problemsOf({ ...required, CORS_ORIGINS: wrong })).toEqual([expect.stringMatching(/^CORS_ORIGINS/)])
    }
  })

  test('a port is of one process alone, unless somebody says otherwise', () => {
    expect(loadConfig(required).sharePorts).toBe(false)
    expect(loadConfig({ ...required, SHARE_PORTS: 'on' }).sharePorts).toBe(true)
    expect(problemsOf({ ...required, SHARE_PORTS: 'yes' })).toEqual(['SHARE_PORTS must be "on" or "off"'])
  })

  test('a process with a URL of its own takes no role', () => {
    const config = loadConfig({ ...required, DATABASE_URL_WEB: 'postgresql://web@localhost/chat' })
    expect(config.processDatabase.web).toEqual({ url: 'postgresql://web@localhost/chat', throughPooler: false })
    expect(config.processListener.web).toEqual({ url: 'postgresql://web@localhost/chat' })
    expect(config.processDatabase.workers.role).toBe('chatsphere_workers')
  })

  test('with a direct address beside it the database may be a pooler, and who listens goes past that', () => {
    const DIRECT_DATABASE_URL = 'postgresql://direct/chat'
    const { processDatabase, processListener } = loadConfig({ ...required, DIRECT_DATABASE_URL })
    expect(processDatabase.realtime).toEqual({ url: required.DATABASE_URL, role: 'chatsphere_realtime', throughPooler: true })
    expect(processListener.realtime).toEqual({ url: DIRECT_DATABASE_URL, role: 'chatsphere_realtime' })
    const own = loadConfig({ ...required, DIRECT_DATABASE_URL, DATABASE_URL_WORKERS: 'postgresql://workers@pooler/chat' })
    expect(own.processDatabase.workers).toEqual({ url: 'postgresql://workers@pooler/chat', throughPooler: true })
    expect(own.processListener.workers).toEqual({ url: DIRECT_DATABASE_URL, role: 'chatsphere_workers' })
  })

  test('events travel through RabbitMQ where its address is given', () => {
    expect(loadConfig(required).rabbitmqUrl).toBeUndefined()
    expect(loadConfig({ ...required, RABBITMQ_URL: 'amqps://chat:x@mq.example.org/chat' }).rabbitmqUrl).toBe(
      'amqps://chat:x@mq.example.org/chat',
    )
    expect(problemsOf({ ...required, RABBITMQ_URL: 'http://mq.example.org' })).toEqual([
      expect.stringMatching(/^RABBITMQ_URL must be a RabbitMQ address/),
    ])
  })

  test('live events travel through Redis where its address is given', () => {
    expect(loadConfig(required).redisUrl).toBeUndefined()
    expect(loadConfig({ ...required, REDIS_URL: 'rediss://chat:x@redis.example.org/3' }).redisUrl).toBe(
      'rediss://chat:x@redis.example.org/3',
    )
    expect(problemsOf({ ...required, REDIS_URL: 'redis.example.org:6379' })).toEqual([
      expect.stringMatching(/^REDIS_URL must be a Redis address/),
    ])
  })

  test('an empty variable counts as absent', () => {
    expect(loadConfig({ ...required, PORT: '' }).ports.web).toBe(3000)
  })

  test('is frozen', () => {
    const config = loadConfig(required)
    expect(() => Object.assign(config, { logLevel: 'x' })).toThrow(TypeError)
    expect(() => Object.assign(config.ports, { web: 1 })).toThrow(TypeError)
  })

  test('says every problem at once, each with the name of its variable', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://x',
      PORT: '70000',
      PUBLIC_URL: 'https://chat.example.org/path',
      RATE_LIMITS: 'maybe',
    })
    for (const name of ['DATABASE_URL', 'AUTH_SECRET', 'PORT', 'PUBLIC_URL', 'RATE_LIMITS']) {
      expect(
        problems.filter((problem) => problem.startsWith(`${name} `)),
        name,
      ).toHaveLength(1)
    }
  })

  test('functions need what they cannot know or keep by themselves, and every missing one is said, secrets too', () => {
    const said = (env: Record<string, string>) => {
      try {
        loadConfig(env, { asFunctions: true })
        return []
      } catch (error) {
        return error instanceof ConfigError ? error.problems.map((problem) => problem.split(' ')[0]) : [error]
      }
    }
    const needed = ['DATABASE_URL', 'AUTH_SECRET', 'PUBLIC_URL', 'REALTIME_URL', 'REDIS_URL', 'CLIENT_ADDRESS_HEADER']
    expect(said({})).toEqual(needed)
    expect(said(required)).toEqual(needed.slice(2))
    const all = {
      ...required,
      PUBLIC_URL: 'https://chat.example.org',
      REALTIME_URL: 'https://realtime.example.org',
      REDIS_URL: 'redis://cache',
      CLIENT_ADDRESS_HEADER: 'X-Real-IP',
    }
    expect(said(all)).toEqual([])
    expect(loadConfig(all, { asFunctions: true }).clientAddressHeader).toBe('x-real-ip')
    expect(problemsOf({ ...required, CLIENT_ADDRESS_HEADER: 'x real ip' })).toEqual([
      expect.stringMatching(/^CLIENT_ADDRESS_HEADER must be the name/),
    ])
  })

  test('two ports that are the same are named', () => {
    expect(problemsOf({ ...required, PORT: '3001' })).toEqual(['REALTIME_PORT and PORT are both 3001: give each its own port'])
  })

  test('limits cannot be turned off for an address that others reach', () => {
    expect(loadConfig({ ...required, RATE_LIMITS: 'off' }).rateLimits).toBe(false)
    expect(problemsOf({ ...required, RATE_LIMITS: 'off', PUBLIC_URL: 'https://chat.example.org' })[0]).toMatch(/^RATE_LIMITS=off/)
  })
})
