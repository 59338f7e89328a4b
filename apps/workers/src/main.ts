import { loadConfig } from '@chatsphere/config'
import { openDatabase } from '@chatsphere/db'
import { endExpiredStatuses, getEpoch } from '@chatsphere/domain'
import { createEventBus, createFanoutLive, PostgresFanout } from '@chatsphere/engines'
import { createLogger, createOpsServer, repeat, stopOnSignals } from '@chatsphere/runtime'
import { createDeliveryConsumer } from './consumers/delivery.ts'
import { logTrouble } from './log-trouble.ts'
import { createWorkerMetrics } from './metrics.ts'
import { relayOutbox } from './relay/relay-outbox.ts'
import { deleteExpired } from './schedules/retention-repository.ts'
import { sweepDeadNodes } from './schedules/sweep-presence.ts'

const relayPollMs = 100
/** While nothing can be published, the claims that come to nothing shall not be what keeps the database busy. */
const relayFailedMs = 1_000
const presenceSweepMs = 5_000
const statusEndMs = 1_000
const retentionMs = 60_000

const config = loadConfig()
const logger = createLogger('workers', config.logLevel)
const { url, setRole } = config.processDatabase.workers
const db = openDatabase({ url, ...(setRole && { role: 'chatsphere_workers' }), applicationName: 'chatsphere-workers' })
const metrics = createWorkerMetrics(db)
const bus = createEventBus({
  rabbitmqUrl: config.rabbitmqUrl,
  db,
  onTrouble(trouble) {
    metrics.trouble(trouble)
    logTrouble(logger, trouble)
  },
})
const fanout = new PostgresFanout({
  pool: db.pool,
  listenUrl: url,
  ...(setRole && { role: 'chatsphere_workers' }),
  onError: (error) => logger.warn({ err: error }, 'the fan-out failed'),
})
const live = createFanoutLive(fanout)

let relayPauseMs = relayPollMs
const stopRelay = repeat(
  'relay',
  () => relayPauseMs,
  async () => {
    relayPauseMs = relayFailedMs
    await relayOutbox(db, bus, metrics.published)
    relayPauseMs = relayPollMs
  },
  logger,
)
const stopConsumers = [bus.consume('delivery', createDeliveryConsumer(db, live))]
const stopSchedules = [
  repeat(
    'presence sweep',
    () => presenceSweepMs,
    () => sweepDeadNodes(db, live),
    logger,
  ),
  repeat(
    'expired statuses',
    () => statusEndMs,
    () => endExpiredStatuses({ db, live }),
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
})
for (const metric of metrics.all) ops.metrics.registerMetric(metric)
stopOnSignals(logger, async () => {
  ops.drain()
  await stopRelay()
  await Promise.all([...stopConsumers, ...stopSchedules].map((stop) => stop()))
  await bus.close()
  await fanout.close()
  await db.close()
  await ops.close()
})
logger.info('ready')
