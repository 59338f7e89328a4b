import { loadConfig } from '@chatsphere/config'
import { listenToOutbox, openDatabase } from '@chatsphere/db'
import { endExpiredSilences, endExpiredStatuses, getEpoch } from '@chatsphere/domain'
import { createEventBus, createFanout, createFanoutLive, openRedis, PostgresRegistry, Registration } from '@chatsphere/engines'
import { createLogger, createOpsServer, repeat, stopOnSignals, version } from '@chatsphere/runtime'
import { createDeliveryConsumer } from './consumers/delivery.ts'
import { logTrouble } from './log-trouble.ts'
import { createWorkerMetrics } from './metrics.ts'
import { RelayLoop } from './relay/relay-loop.ts'
import { relayOutbox } from './relay/relay-outbox.ts'
import { deleteExpired } from './schedules/retention-repository.ts'
import { sweepDeadNodes } from './schedules/sweep-presence.ts'

const presenceSweepMs = 5_000
const statusEndMs = 5_000
const silenceEndMs = 5_000
const retentionMs = 60_000

const config = loadConfig()
const logger = createLogger('workers', config.logLevel)
const db = openDatabase({ ...config.processDatabase.workers, applicationName: 'chatsphere-workers' })
const registry = new PostgresRegistry(db)
const metrics = createWorkerMetrics(db, {
  depthOf: (consumer) => bus.depthOf(consumer),
  listServices: () => registry.list(),
})
const bus = createEventBus({
  rabbitmqUrl: config.rabbitmqUrl,
  db,
  onTrouble(trouble) {
    metrics.trouble(trouble)
    logTrouble(logger, trouble)
  },
})
const redis = await openRedis({
  url: config.redisUrl,
  name: 'chatsphere-workers',
  onError: (error) => logger.warn({ err: error }, 'Redis is away'),
})
const fanout = createFanout({
  redis,
  db,
  listener: config.processListener.workers,
  onError: (error) => logger.warn({ err: error }, 'the fan-out failed'),
})
const live = createFanoutLive(fanout)

const relay = new RelayLoop(
  () => relayOutbox(db, bus, metrics.published),
  (error) => logger.warn({ err: error }, 'events could not be published; they stay in the outbox'),
)
const stopListening = listenToOutbox({
  ...config.processListener.workers,
  onSignal: () => relay.wake(),
  onError: (error) => logger.warn({ err: error }, 'nobody tells of new events; they are looked for every second'),
})
const stopConsumers = [bus.consume('delivery', createDeliveryConsumer(db, live))]
const stopSchedules = [
  repeat(
    'presence sweep',
    () => presenceSweepMs,
    () => sweepDeadNodes({ redis, db }, live),
    logger,
  ),
  repeat(
    'expired statuses',
    () => statusEndMs,
    () => endExpiredStatuses({ db, live }),
    logger,
  ),
  repeat(
    'expired silences',
    () => silenceEndMs,
    () => endExpiredSilences({ db, live }),
    logger,
  ),
  repeat(
    'retention',
    () => retentionMs,
    () => deleteExpired(db),
    logger,
  ),
]

const ops = await createOpsServer({
  host: config.opsHost,
  port: config.ports.ops.workers,
  checks: { database: () => getEpoch(db), bus: () => bus.check() },
  ...(redis && { lesserChecks: { redis: () => redis.check() } }),
})
for (const metric of metrics.all) ops.metrics.registerMetric(metric)
const registration = new Registration({
  registry,
  name: 'workers',
  url: null,
  version,
  onError: (error) => logger.warn({ err: error }, 'the registry does not answer'),
})
stopOnSignals(logger, async () => {
  ops.drain()
  await registration.end()
  await stopListening()
  await relay.stop()
  await Promise.all([...stopConsumers, ...stopSchedules].map((stop) => stop()))
  await bus.close()
  await fanout.close()
  redis?.close()
  await db.close()
  await ops.close()
})
logger.info('ready')
