import { startTcpProxy, type TcpProxy } from '@chatsphere/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RabbitConnection } from './rabbit-connection.ts'

const brokerUrl = process.env.TEST_RABBITMQ_URL ?? ''

describe.skipIf(brokerUrl === '')('a connection to RabbitMQ', () => {
  let proxy: TcpProxy
  let connection: RabbitConnection | undefined
  beforeEach(async () => {
    const { hostname, port } = new URL(brokerUrl)
    proxy = await startTcpProxy({ host: hostname, port: Number(port || 5672) })
  })
  afterEach(async () => {
    await connection?.close()
    await proxy.close()
  })

  test('one that breaks when its set-up has just been answered is made again', async () => {
    const url = new URL(brokerUrl)
    url.host = `127.0.0.1:${proxy.port}`
    const { promise: madeAgain, resolve: made } = Promise.withResolvers<void>()
    let tries = 0
    let lost = 0
    connection = new RabbitConnection({
      url: url.href,
      name: 'chatsphere-test',
      async setUp(model) {
        tries += 1
        if (tries > 1) return made()
        const ended = new Promise((resolve) => model.on('close', resolve))
        proxy.cut()
        await ended
      },
      onLost: () => {
        lost += 1
      },
      onTrouble: () => undefined,
    })
    await madeAgain
    await connection.opened()
    expect([tries, lost]).toEqual([2, 1])
  })
})
