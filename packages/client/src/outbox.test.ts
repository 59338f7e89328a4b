import type { Message, SendResult } from '@chatsphere/contracts'
import { beforeEach, describe, expect, test } from 'vitest'
import { ChatError } from './chat-error.ts'
import { alwaysOurs } from './device/turn.ts'
import { Outbox } from './outbox.ts'
import { OutgoingMessages } from './outgoing-messages.ts'

type Answer = SendResult[] | ChatError

let calls: { bodies: string[]; answer: (with_: Answer) => Promise<void> }[]
let timers: { run: () => void; ms: number }[]
let acknowledged: string[]
let messages: OutgoingMessages
let outbox: Outbox

/** Lets what was resolved take its course. */
const settle = () => new Promise((resolve) => setImmediate(resolve))
async function fire() {
  for (const timer of timers.splice(0)) timer.run()
  await settle()
}
const stored = (ids: string[]) => ids.map((id): SendResult => ({ message: { id } as Message, duplicate: false }))

beforeEach(async () => {
  calls = []
  timers = []
  acknowledged = []
  messages = new OutgoingMessages({ device: undefined, onChanged: (id) => outbox.drain(id), onSentElsewhere: () => undefined })
  outbox = new Outbox({
    messages,
    sending: Promise.resolve(alwaysOurs),
    send(_conversationId, batch) {
      const { promise, resolve, reject } = Promise.withResolvers<SendResult[]>()
      calls.push({
        bodies: batch.map((message) => message.body),
        async answer(answer) {
          if (answer instanceof ChatError) reject(answer)
          else resolve(answer)
          await settle()
        },
      })
      return promise
    },
    onAcknowledged: ({ message }) => void acknowledged.push(message.id),
    setTimeout: (run, ms) => timers.push({ run, ms }),
    random: () => 1,
    rankOfNow: () => 'later',
  })
  outbox.resume()
  await settle()
})

function write(...ids: string[]) {
  for (const id of ids) outbox.add({ conversationId: 'c', id, body: id, createdAt: '' })
}
const states = () => messages.of('c').map((message) => `${message.id} ${message.state}`)

describe('one send at a time', () => {
  test('what is written meanwhile waits, and leaves together, in order', async () => {
    write('1', '2', '3')
    expect(calls.map((call) => call.bodies)).toEqual([['1']])
    await calls[0]?.answer(stored(['1']))
    await fire()
    expect(calls.map((call) => call.bodies)).toEqual([['1'], ['2', '3']])
    await calls[1]?.answer(stored(['2', '3']))
    await fire()
    expect(acknowledged).toEqual(['1', '2', '3'])
    expect(messages.unsent).toBe(0)
  })

  test('what is written after the clock was set back still comes after what was written before', async () => {
    write('5')
    write('7', '3', '4', '2')
    await calls[0]?.answer(stored(['5']))
    expect(calls[1]?.bodies).toEqual(['7', '3', '4', '2'])
    write('6', '8')
    await calls[1]?.answer(stored(['7', '3', '4', '2']))
    expect(calls[2]?.bodies).toEqual(['6', '8'])
  })

  test('without an answer the same ids are sent again, and the successors wait', async () => {
    write('1', '2')
    await calls[0]?.answer(new ChatError({ code: 'unavailable', message: '' }))
    expect(states()).toEqual(['1 pending', '2 pending'])
    expect(timers[0]?.ms).toBeGreaterThan(0)
    await fire()
    expect(calls[1]?.bodies).toEqual(['1', '2'])
  })

  test('paused it sends nothing; resumed it goes on', async () => {
    outbox.pause()
    write('1')
    expect(calls).toEqual([])
    outbox.resume()
    await settle()
    expect(calls.map((call) => call.bodies)).toEqual([['1']])
  })
})

describe('a refusal', () => {
  const refusal = new ChatError({ code: 'forbidden', message: 'no' })

  test('of an array is tried one by one: only the culprit fails', async () => {
    write('0', '1', '2')
    await calls[0]?.answer(stored(['0']))
    await fire()
    await calls[1]?.answer(refusal)
    await fire()
    expect(calls[2]?.bodies).toEqual(['1'])
    await calls[2]?.answer(refusal)
    await fire()
    await calls[3]?.answer(stored(['2']))
    await fire()
    expect(states()).toEqual(['1 failed'])
    expect(acknowledged).toEqual(['0', '2'])
  })

  test('keeps the text until somebody retries, with the same id, or discards it', async () => {
    write('1')
    await calls[0]?.answer(refusal)
    await fire()
    outbox.retry('1')
    expect(states()).toEqual(['1 pending'])
    expect(calls[1]?.bodies).toEqual(['1'])
    await calls[1]?.answer(refusal)
    await fire()
    outbox.discard('1')
    expect(states()).toEqual([])
  })
})
