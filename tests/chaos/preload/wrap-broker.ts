import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Channel, ConfirmChannel } from 'amqplib'
import { type ArmedFailpoints, killNow } from './armed-failpoints.ts'

const require = createRequire(import.meta.url)
/** The package does not export its classes: they are taken from their file. */
const model = require(join(dirname(require.resolve('amqplib')), 'lib/channel_model.js')) as {
  Channel: { prototype: Channel }
  ConfirmChannel: { prototype: ConfirmChannel }
}

/** Lets failpoints act on what goes to RabbitMQ, by the names that the same has on the bus in PostgreSQL. */
export function wrapBroker(failpoints: ArmedFailpoints): void {
  const publishing = model.ConfirmChannel.prototype
  const acknowledging = model.Channel.prototype
  const { publish } = publishing
  const { ack } = acknowledging
  publishing.publish = function (...args) {
    dieAt(failpoints, 'bus-insert')
    return publish.apply(this, args)
  }
  acknowledging.ack = function (...args) {
    dieAt(failpoints, 'bus-done')
    ack.apply(this, args)
  }
}

function dieAt(failpoints: ArmedFailpoints, statement: string): void {
  const hit = failpoints.hit(
    'query',
    (name) => name === statement,
    () => '',
  )
  if (hit) killNow()
}
