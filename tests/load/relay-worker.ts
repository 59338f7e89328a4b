import { openDatabase } from '@chatsphere/db'
import { createEventBus, createFanoutLive, PostgresFanout } from '@chatsphere/engines'
import { createDeliveryConsumer } from '../../apps/workers/src/consumers/delivery.ts'
import { relayOutbox } from '../../apps/workers/src/relay/relay-outbox.ts'

/*
 * The relay and the consumer of one workers process, started by relay.ts with their addresses, until its standard input ends. Apart from
 * the names at the broker it is put together as apps/workers/src/main.ts does.
 */
const [url = '', rabbitmqUrl, rabbitmqPrefix = ''] = process.argv.slice(2)
const role = 'chatsphere_workers'
const db = openDatabase({ url, role, applicationName: 'chatsphere-bench' })
const onError = (error: unknown) => console.error(error)
const bus = createEventBus({ rabbitmqUrl, rabbitmqPrefix, db, onTrouble: onError })
const live = createFanoutLive(new PostgresFanout({ db, listener: { url, role }, onError }))
await bus.check()
const stop = bus.consume('delivery', createDeliveryConsumer(db, live))

let isStopping = false
process.stdin.on('end', () => {
  isStopping = true
})
process.stdin.resume()
console.log('ready')
while (!isStopping) {
  await relayOutbox(db, bus).catch(onError)
  await new Promise((resolve) => setTimeout(resolve, 100))
}
await stop()
await bus.close()
process.exit(0)
