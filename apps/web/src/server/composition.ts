import { join } from 'node:path'
import type { ApiCtx } from '@chatsphere/api'
import { type Config, loadConfig } from '@chatsphere/config'
import { openDatabase } from '@chatsphere/db'
import { getEpoch, SendQueue } from '@chatsphere/domain'
import {
  createCurrentSettings,
  createFanout,
  createFanoutLive,
  createFileMailer,
  createLimits,
  createPasswords,
  createPresence,
  createTokens,
  openRedis,
  PostgresDeadLetters,
  PostgresRegistry,
  type TokensEngine,
} from '@chatsphere/engines'
import { createLogger, type Logger } from '@chatsphere/runtime'
import { hasOwnServer } from './own-server'

export interface Composition {
  readonly config: Config
  readonly logger: Logger
  readonly ctx: ApiCtx & { readonly tokens: TokensEngine }
}

async function compose(): Promise<Composition> {
  const config = loadConfig(undefined, { asFunctions: !hasOwnServer() })
  const logger = createLogger('web', config.logLevel)
  const db = openDatabase({ ...config.processDatabase.web, applicationName: 'chatsphere-web' })
  const redis = await openRedis({
    url: config.redisUrl,
    name: 'chatsphere-web',
    onError: (error) => logger.warn({ err: error }, 'Redis is away'),
  })
  // Publishes only: the sockets are the realtime nodes'.
  const fanout = createFanout({
    redis,
    db,
    listener: config.processListener.web,
    onError: (error) => logger.warn({ err: error }, 'the fan-out failed'),
  })
  const live = createFanoutLive(fanout)
  const settings = createCurrentSettings(db)
  return {
    config,
    logger,
    ctx: {
      db,
      live,
      limits: createLimits({ redis, on: config.rateLimits, settings }),
      now: () => new Date(),
      passwords: createPasswords(),
      tokens: await createTokens({ authSecret: config.authSecret, issuer: config.publicUrl }),
      presence: createPresence({ redis, db }),
      deadLetters: new PostgresDeadLetters(),
      registry: new PostgresRegistry(db),
      mailer: createFileMailer({
        folder: join(config.dataDir, 'mail'),
        onWritten: (mail) => logger.info(mail, 'a mail was written'),
      }),
      publicUrl: config.publicUrl,
      onMailFault: (error) => logger.error({ err: error }, 'a mail could not be sent'),
      sends: new SendQueue({ db, live, getEpoch: () => getEpoch(db) }),
    },
  }
}

/** One per process, also when the development server loads this module anew. */
const holder = globalThis as typeof globalThis & { chatsphereComposition?: Promise<Composition> }

/** What every route and page of this process shares, made at the first call. */
export function getComposition(): Promise<Composition> {
  holder.chatsphereComposition ??= compose()
  return holder.chatsphereComposition
}
