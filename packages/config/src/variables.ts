import { isIP } from 'node:net'
import { z } from 'zod'

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int({ error: 'must be a port number' })
  .min(1, { error: 'must be between 1 and 65535' })
  .max(65_535, { error: 'must be between 1 and 65535' })

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .refine((value) => URL.canParse(value) && new URL(value).origin === value.replace(/\/$/, ''), {
    error: 'must be an address without a path, such as https://chat.example.org',
  })
  .transform((value) => new URL(value).origin)

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a PostgreSQL address, such as postgresql://user:password@host:5432/database',
})

const rabbitmqUrl = z.url({
  protocol: /^amqps?$/,
  error: 'must be a RabbitMQ address, such as amqp://user:password@host:5672/vhost',
})

const redisUrl = z.url({
  protocol: /^rediss?$/,
  error: 'must be a Redis address, such as redis://user:password@host:6379/0',
})

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
)

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address)
  return (
    family !== 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  )
}

/** Every variable that a process reads, its default, and what it must look like. */
export const variables = z.object({
  DATABASE_URL: databaseUrl,
  DIRECT_DATABASE_URL: databaseUrl.optional(),
  DATABASE_URL_WEB: databaseUrl.optional(),
  DATABASE_URL_REALTIME: databaseUrl.optional(),
  DATABASE_URL_WORKERS: databaseUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  RABBITMQ_URL: rabbitmqUrl.optional(),
  AUTH_SECRET: z
    .string({ error: 'is missing: a random text of at least 32 characters' })
    .min(32, { error: 'must have at least 32 characters' }),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  REALTIME_PORT: port.default(3001),
  SHARE_PORTS: z.enum(['on', 'off'], { error: 'must be "on" or "off"' }).default('off'),
  PUBLIC_URL: origin.optional(),
  REALTIME_URL: origin.optional(),
  REALTIME_NODE_URL: origin.optional(),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TLS_AUTHORITY_FILE: z.string().optional(),
  OPS_HOST: z.string().default('127.0.0.1'),
  OPS_PORT_WEB: port.default(9300),
  OPS_PORT_REALTIME: port.default(9301),
  OPS_PORT_WORKERS: port.default(9302),
  TRUSTED_PROXIES: list
    .refine((entries) => entries.every(isNetwork), {
      error: 'must be addresses or ranges, such as 10.0.0.0/8, separated by commas',
    })
    .default([]),
  CLIENT_ADDRESS_HEADER: z
    .string()
    .regex(/^[a-z][a-z\d-]*$/i, { error: 'must be the name of a header, such as x-real-ip' })
    .transform((value) => value.toLowerCase())
    .optional(),
  CORS_ORIGINS: list
    .refine((entries) => entries.every((entry) => origin.safeParse(entry).success), {
      error: 'must be addresses without a path, such as https://chat.example.org, separated by commas',
    })
    .transform((entries) => entries.map((entry) => new URL(entry).origin))
    .default([]),
  RATE_LIMITS: z.enum(['on', 'off'], { error: 'must be "on" or "off"' }).default('on'),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
})
