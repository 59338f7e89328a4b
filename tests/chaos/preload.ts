import { ArmedFailpoints } from './preload/armed-failpoints.ts'
import { installClock } from './preload/clock.ts'
import type { Control, PreloadSettings } from './preload/failpoint.ts'
import { plant } from './preload/plant.ts'
import { wrapDatabase } from './preload/wrap-database.ts'

/*
 * Loaded before a process of the product (`node --import`), so that faults can be made inside it while its own code has no line for
 * tests. Told what to do over the process's IPC channel. See docs/subsystems/chaos.md.
 */
const settings = JSON.parse(process.env.CHAOS ?? '{}') as PreloadSettings
plant(settings)
const setClock = installClock()
const failpoints = new ArmedFailpoints(settings)
wrapDatabase(failpoints)
if (process.env.REDIS_URL) (await import('./preload/wrap-redis.ts')).wrapRedis(failpoints)
if (process.env.RABBITMQ_URL) (await import('./preload/wrap-broker.ts')).wrapBroker(failpoints)
if (settings.process.startsWith('realtime')) (await import('./preload/wrap-broadcasts.ts')).wrapBroadcasts(failpoints)

process.on('message', (message: Partial<Control>) => {
  if (message.chaos === 'clock' && message.offsetMs !== undefined) setClock(message.offsetMs)
  if (message.chaos === 'arm' && message.failpoint) failpoints.arm(message.failpoint)
  if (message.chaos === 'disarm' && message.id !== undefined) failpoints.disarm(message.id)
})
