import type { variables } from './variables.ts'

/** What a variable is for, in a sentence or two, and what one writes there where the default does not show it. */
export interface VariableText {
  readonly text: string
  readonly example?: string
}

/** In the order in which they are told: docs/configuration.md and .env.example are made from this. */
export const variableTexts: Readonly<Record<keyof typeof variables.shape, VariableText>> = {
  DATABASE_URL: {
    text: 'The database. `npm start` brings its own PostgreSQL, with its data in `.data/`, where this is not set.',
    example: 'postgresql://chatsphere:password@localhost:5432/chatsphere',
  },
  DIRECT_DATABASE_URL: {
    text: 'The same database without a pooler between: for migrations, and for connections that listen. With it, `DATABASE_URL` may be a pooler in transaction mode, such as PgBouncer; nothing of a session is then asked of it.',
    example: 'postgresql://chatsphere:password@localhost:5432/chatsphere',
  },
  DATABASE_URL_WEB: {
    text: 'A login of its own for the web process; otherwise it connects with `DATABASE_URL` and takes its role.',
  },
  DATABASE_URL_REALTIME: {
    text: 'The same for the realtime nodes.',
  },
  DATABASE_URL_WORKERS: {
    text: 'The same for the workers.',
  },
  REDIS_URL: {
    text: 'A Redis server, 6.2 or newer, that carries live events between processes, counts limits, and knows who is there. Without it: the database and the processes do. Two installations at one server need two database numbers.',
    example: 'redis://chatsphere:password@localhost:6379/0',
  },
  RABBITMQ_URL: {
    text: 'A RabbitMQ server, 3.10 or newer, that events travel through. Without it: through the database.',
    example: 'amqp://chatsphere:password@localhost:5672/chatsphere',
  },
  AUTH_SECRET: {
    text: 'At least 32 random characters, which all tokens and cookies hang on. `npm start` makes one and keeps it in `.data/secrets.json` where this is not set.',
  },
  HOST: {
    text: 'Where the app listens.',
  },
  PORT: {
    text: 'The port of the app.',
  },
  REALTIME_PORT: {
    text: 'The port of the realtime node.',
  },
  SHARE_PORTS: {
    text: '`on` lets several web processes, and several realtime nodes, of one machine listen on one port: Linux spreads the connections among them. The port for operators is of each process alone.',
  },
  PUBLIC_URL: {
    text: 'Where people reach the app. Needed behind a proxy or for a name of its own; without it: localhost and the addresses of this machine.',
    example: 'https://chat.example.org',
  },
  REALTIME_URL: {
    text: 'Where sockets go, whichever nodes run, if not through the web process.',
    example: 'https://realtime.example.org',
  },
  REALTIME_NODE_URL: {
    text: 'Where programs reach this very realtime node: they are sent to the one with the fewest sockets. Unused with `REALTIME_URL`.',
    example: 'https://realtime-1.example.org',
  },
  TLS_CERT_FILE: {
    text: 'A certificate of yours, to speak HTTPS without a proxy. `npm start -- --https` makes one for this machine.',
  },
  TLS_KEY_FILE: {
    text: 'Its key.',
  },
  TLS_AUTHORITY_FILE: {
    text: 'The certificate of a local authority, which devices fetch from `/authority.crt` to trust it.',
  },
  OPS_HOST: {
    text: 'Where `/healthz`, `/readyz` and `/metrics` of each process are answered.',
  },
  OPS_PORT_WEB: {
    text: 'Their port of the web process.',
  },
  OPS_PORT_REALTIME: {
    text: 'Their port of the realtime node.',
  },
  OPS_PORT_WORKERS: {
    text: 'Their port of the workers.',
  },
  TRUSTED_PROXIES: {
    text: "Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, besides this machine's: addresses or ranges, separated by commas.",
    example: '10.0.0.0/8',
  },
  CLIENT_ADDRESS_HEADER: {
    text: 'Where a host such as Vercel runs the web app as functions: the header in which that host says where a request comes from. It must replace whatever the client claims there. Unused where the web process is started as a server.',
    example: 'x-real-ip',
  },
  CORS_ORIGINS: {
    text: 'Pages of other origins that may call `/api/trpc` and open sockets, with a token of their own and never with the cookie: addresses, separated by commas.',
    example: 'https://intranet.example.org',
  },
  RATE_LIMITS: {
    text: '`off` turns all limits off, for tests on this machine only.',
  },
  DATA_DIR: {
    text: 'Where a process keeps its files: mails are written to `mail/` in it. `npm start` takes it from the environment, not from `.env`, and hands it on.',
  },
  LOG_LEVEL: {
    text: 'The least that is written to the log: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
  },
}
