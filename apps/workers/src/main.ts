import { loadConfig } from '@chatsphere/config'
import { openDatabase } from '@chatsphere/db'
import { endExpiredStatuses, getEpoch } from '@chatsphere/domain'
import { createFanoutLive, PostgresBus, PostgresFanout } from '@chatsphere/engines'
import { createLogger, createOpsServer, repeat, stopOnSignals } from '@chatsphere/runtime'
import { createDeliveryConsumer } from './consumers/delivery.ts'
import { relayOutbox } from './relay/relay-outbox.ts'
import { deleteExpired } from './schedules/retention-repository.ts'
import { sweepDeadNodes } from './schedules/sweep-presence.ts'

const relayPollMs = 100
const presenceSweepMs = 5_000
const statusEndMs = 1_000
const retentionMs = 60_000

const config = loadConfig()
const logger = createLogger('workers', config.logLevel)
const { url, setRole } = config.processDatabase.workers
const db = openDatabase({ url, ...(setRole && { role: 'chatsphere_workers' }), applicationName: 'chatsphere-workers' })
const bus = new PostgresBus({ db, onError: (error) => logger.error({ err: error }, 'an event could not be handled') })
const fanout = new PostgresFanout({
  pool: db.pool,
  listenUrl: url,
  ...(setRole && { role: 'chatsphere_workers' }),
  onError: (error) => logger.warn({ err: error }, 'the fan-out failed'),
})
const live = createFanoutLive(fanout)

const stopRelay = repeat(
  'relay',
  () => relayPollMs,
  () => relayOutbox(db, bus),
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
  checks: { database: () => getEpoch(db) },
})
stopOnSignals(logger, async () => {
  ops.drain()
  await stopRelay()
  await Promise.all([...stopConsumers, ...stopSchedules].map((stop) => stop()))
  await fanout.close()
  await db.close()
  await ops.close()
})
logger.info('ready')
