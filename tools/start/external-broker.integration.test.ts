import { describe, expect, test } from 'vitest'
import { findBrokerProblems } from './external-broker.ts'
import { findFreePort } from './ports.ts'

const brokerUrl = process.env.TEST_RABBITMQ_URL ?? ''

test('a broker that is not there is told with its address', async () => {
  const port = await findFreePort('127.0.0.1')
  expect(await findBrokerProblems(`amqp://127.0.0.1:${port}`)).toEqual([
    `No RabbitMQ answers at 127.0.0.1:${port} (RABBITMQ_URL): start it, or correct the address.`,
  ])
})

describe.skipIf(brokerUrl === '')('with RabbitMQ', () => {
  test('nothing stands against it', async () => {
    expect(await findBrokerProblems(brokerUrl)).toEqual([])
  })

  test('a wrong password is told, and not repeated', async () => {
    const url = new URL(brokerUrl)
    url.password = 'secret'
    const [problem, ...others] = await findBrokerProblems(url.href)
    expect(problem).toContain(`does not let "${url.username}" in`)
    expect(problem).not.toContain('secret')
    expect(others).toEqual([])
  })

  test('so is a virtual host that is not there', async () => {
    const url = new URL(brokerUrl)
    url.pathname = '/nowhere'
    expect(await findBrokerProblems(url.href)).toEqual([expect.stringContaining('the virtual host "nowhere"')])
  })
})
