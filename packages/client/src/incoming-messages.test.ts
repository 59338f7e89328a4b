import { beforeEach, expect, test } from 'vitest'
import { ChatStore } from './chat-store.ts'
import { IncomingMessages } from './incoming-messages.ts'
import { answer, live, me, message, messages, summaryAt } from './test-factories.ts'

let store: ChatStore
let incoming: IncomingMessages
let heard: number[]

beforeEach(() => {
  store = new ChatStore(me)
  incoming = new IncomingMessages({ store, ownUserId: me })
  heard = []
  const changes = [{ conversationId: 'c', messages: messages(1, 3), through: 3, more: false }]
  store.applySync(answer({ conversations: [summaryAt(3)], changes }))
  incoming.on(({ position }) => void heard.push(position))
  incoming.begin()
})

/** What listeners were told once the running turn is over. */
async function told() {
  incoming.look()
  incoming.look()
  await Promise.resolve()
  return heard
}

test('what was there at the first sync is not new', async () => {
  expect(await told()).toEqual([])
})

test('each message of another person is told once, in the order of positions, when all before it are here', async () => {
  store.applyAcknowledged(message(6, { authorId: me }))
  expect(await told()).toEqual([])
  store.applyMessages(live(3, message(4), message(5, { kind: 'system' }), message(6, { authorId: me }), message(7)))
  expect(await told()).toEqual([4, 7])
})

test('what came while the connection was down is told too; of what a sync does not tell one by one, the newest page', async () => {
  const missed = [{ conversationId: 'c', messages: messages(4, 5), through: 5, more: false }]
  store.applySync(answer({ conversations: [summaryAt(5)], changes: missed }))
  expect(await told()).toEqual([4, 5])
  const limited = { conversationId: 'c', messages: messages(399, 400), through: 400, more: false, limited: true }
  store.applySync(answer({ conversations: [summaryAt(400)], changes: [limited] }))
  expect(await told()).toEqual([4, 5, 399, 400])
})

test('of a new conversation everything after the place where it begins for the user is told', async () => {
  const joined = summaryAt(5, { id: 'd', readPosition: 4 })
  const rows = [4, 5].map((position) => message(position, { conversationId: 'd' }))
  store.applySync(
    answer({ conversations: [joined], changes: [{ conversationId: 'd', messages: rows, through: 5, more: false }] }),
  )
  expect(await told()).toEqual([5])
})

test('whoever begins to listen later hears what comes from then on', async () => {
  const later = new IncomingMessages({ store, ownUserId: me })
  later.begin()
  store.applyMessages(live(3, message(4)))
  const positions: number[] = []
  const end = later.on(({ position }) => void positions.push(position))
  store.applyMessages(live(4, message(5)))
  later.look()
  await Promise.resolve()
  expect(positions).toEqual([5])
  end()
})
