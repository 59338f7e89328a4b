/**
 * Who may import whom: the one table. `arrow-rules.ts` turns it into rules at error level, `architecture-picture.ts`
 * into the picture of docs/architecture.md, so neither can drift from the other. What is not listed is forbidden.
 * A new room, or a new arrow, begins here with its reason.
 */
export type Room = {
  readonly name: string
  /** What lives there, in the words of the picture. */
  readonly holds: string
  /** Regular expressions on paths from the root; a file belongs to the room when one `inside` and no `outside` matches. */
  readonly inside: readonly string[]
  readonly outside?: readonly string[]
  readonly mayImport: readonly string[]
  /** Rooms that vanish at run time: only `import type`. */
  readonly mayImportTypes?: readonly string[]
  readonly why: string
}

const TEST_FILES = '.*\\.test\\.tsx?$'
const WEB_SERVER = [
  'apps/web/src/server/',
  'apps/web/src/(main|instrumentation|proxy)\\.ts$',
  'apps/web/src/app/api/',
  'apps/web/[^/]+$',
]
const EVERY_PACKAGE = ['contracts', 'config', 'runtime', 'db', 'domain', 'engines', 'api', 'client', 'client/node']

export const rooms: readonly Room[] = [
  {
    name: 'contracts',
    holds: 'what crosses a wire',
    inside: ['packages/contracts/'],
    mayImport: [],
    why: 'Browsers, servers and other programs all read it, so it may drag nothing along.',
  },
  {
    name: 'config',
    holds: 'env to one typed object',
    inside: ['packages/config/'],
    mayImport: [],
    why: 'It is read before anything else exists.',
  },
  {
    name: 'runtime',
    holds: 'logging, ops port, drain',
    inside: ['packages/runtime/'],
    mayImport: ['config'],
    why: 'What every process does in the same way; it knows nothing of chat.',
  },
  {
    name: 'db',
    holds: 'schema, migrations, SQL',
    inside: ['packages/db/'],
    mayImport: ['config'],
    why: 'It stores rows and knows no rules of the product.',
  },
  {
    name: 'domain',
    holds: "the product's rules",
    inside: ['packages/domain/'],
    mayImport: ['contracts', 'db'],
    why: 'The rules stay the same whichever engine or transport is around them: both come in through ports.',
  },
  {
    name: 'engines',
    holds: 'what is outside',
    inside: ['packages/engines/'],
    mayImport: ['domain', 'contracts', 'config', 'db'],
    why: "They implement the domain's ports.",
  },
  {
    name: 'api',
    holds: 'tRPC routers',
    inside: ['packages/api/'],
    mayImport: ['domain', 'contracts'],
    why: 'A router parses, calls one act and returns; engines reach it in its context only.',
  },
  {
    name: 'client',
    holds: 'the typed SDK',
    inside: ['packages/client/'],
    outside: ['packages/client/src/node/'],
    mayImport: ['contracts'],
    mayImportTypes: ['api'],
    why: "It runs in browsers and in other people's programs; of the server it knows the shape alone.",
  },
  {
    name: 'client/node',
    holds: "the SDK's part for Node programs",
    inside: ['packages/client/src/node/'],
    mayImport: ['client'],
    why: 'An entry of its own, so that what needs Node never reaches a browser.',
  },
  {
    name: 'web',
    holds: 'screens',
    inside: ['apps/web/'],
    outside: [...WEB_SERVER, 'apps/web/src/app/'],
    mayImport: ['client', 'contracts'],
    why: 'Screens are sent to browsers; a server module here would be a leak.',
  },
  {
    name: 'web/app',
    holds: 'routes',
    inside: ['apps/web/src/app/'],
    outside: WEB_SERVER,
    mayImport: ['web', 'web/server', 'client', 'contracts'],
    why: 'A route joins a screen with what the server knows of the request; it reaches packages through src/server.',
  },
  {
    name: 'web/server',
    holds: 'composition root',
    inside: WEB_SERVER,
    mayImport: ['client', 'contracts', 'api', 'domain', 'engines', 'config', 'db', 'runtime'],
    why: 'The only place of the web process where the parts are put together.',
  },
  {
    name: 'realtime',
    holds: 'Socket.IO nodes',
    inside: ['apps/realtime/'],
    mayImport: ['domain', 'engines', 'contracts', 'config', 'db', 'runtime'],
    why: 'Sockets call the same acts as tRPC, and never through another process.',
  },
  {
    name: 'workers',
    holds: 'relay, consumers, schedules',
    inside: ['apps/workers/'],
    mayImport: ['domain', 'engines', 'contracts', 'config', 'db', 'runtime'],
    why: 'Consumers apply effects through the acts of the domain.',
  },
  {
    name: 'tools',
    holds: 'start, check, test runner',
    inside: ['tools/'],
    mayImport: ['contracts', 'config', 'db', 'domain', 'engines'],
    why: 'They run the house from outside; nothing of the house may need them.',
  },
  {
    name: 'testing',
    holds: 'factories, harness',
    inside: ['packages/testing/'],
    mayImport: EVERY_PACKAGE,
    why: 'It may reach everything, so only tests may reach it: production code must not be able to forge a session.',
  },
  {
    name: 'tests',
    holds: 'test files, e2e, load',
    inside: ['tests/', TEST_FILES],
    mayImport: [...EVERY_PACKAGE, 'web', 'web/app', 'web/server', 'realtime', 'workers', 'tools', 'testing'],
    why: 'A test may look everywhere; nothing may depend on a test.',
  },
]

/** Services of the domain that must not know each other, inside packages/domain/src. */
export const forbiddenBetweenServices = [
  {
    from: 'chat',
    to: 'groups',
    why: 'Participants, roles and posting rights belong to chat; groups is built on it, never the reverse.',
  },
] as const

/** Packages and Node modules from outside: where alone they may be used, or where they may not. */
export type OutsideRule = {
  readonly name: string
  readonly modules: readonly string[]
  readonly kind: 'only-in' | 'never-in' | 'nothing-else-in'
  readonly rooms: readonly string[]
  readonly why: string
}

const NODE_BUILTINS = ['node:*']

export const outsideRules: readonly OutsideRule[] = [
  {
    name: 'database-drivers',
    modules: ['pg', 'pg-native', 'pg-pool', 'pg-cursor'],
    kind: 'only-in',
    rooms: ['db', 'engines', 'testing', 'tools', 'tests'],
    why: 'A connection opened elsewhere escapes its role, its pool and its transaction.',
  },
  {
    name: 'prisma',
    modules: ['@prisma/*', 'prisma'],
    kind: 'only-in',
    rooms: ['db', 'testing', 'tests'],
    why: 'db hands out the client; a second one would be a second pool.',
  },
  {
    name: 'transports',
    modules: [
      'next',
      'next-auth',
      '@trpc/*',
      'socket.io',
      'socket.io-*',
      '@socket.io/*',
      'ws',
      'amqplib',
      'ioredis',
      'node:http',
      'node:https',
      'node:http2',
      'node:net',
      'node:tls',
    ],
    kind: 'never-in',
    rooms: ['domain', 'contracts', 'db'],
    why: 'The same act serves tRPC, sockets and workers, so it may know none of them.',
  },
  {
    name: 'contracts-imports',
    modules: ['zod'],
    kind: 'nothing-else-in',
    rooms: ['contracts'],
    why: 'Whatever it imports, every browser downloads.',
  },
  {
    name: 'browser-safe',
    modules: NODE_BUILTINS,
    kind: 'never-in',
    rooms: ['contracts', 'client', 'web'],
    why: 'This code runs in a browser.',
  },
]

/** Words that name no subject, forbidden in names of files and folders. */
export const namelessWords = ['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'misc', 'manager', 'managers'] as const
