import { loadConfig } from '@chatsphere/config'
import { createLogger, createOpsServer, stopOnSignals } from '@chatsphere/runtime'
import { startNode } from './node.ts'

const config = loadConfig()
const logger = createLogger('realtime', config.logLevel)
const node = await startNode(config, logger)
const ops = await createOpsServer({
  host: config.opsHost,
  port: config.ports.ops.realtime,
  checks: { database: () => node.checkDatabase() },
  ...(node.checkRedis && { lesserChecks: { redis: node.checkRedis } }),
})
for (const metric of node.metrics) ops.metrics.registerMetric(metric)
stopOnSignals(logger, async () => {
  ops.drain()
  await node.close()
  await ops.close()
})
logger.info({ port: config.ports.realtime }, 'ready')
