import type { Message } from '@chatsphere/contracts'
import { beforeEach, expect, test } from 'vitest'
import { sampleMessage } from '../timeline/sample-message.test-data.ts'
import { PendingChanges } from './pending-changes.ts'
import { PendingMessages } from './pending-messages.ts'

let asked: string[]
let answers: PromiseWithResolvers<unknown>[]
let changes: PendingChanges
let pending: PendingMessages
const message = sampleMessage({ reactions: [{ emoji: '👍', count: 1, userIds: ['ada'] }] })

function call(what: string): Promise<unknown> {
  asked.push(what)
  const answer = Promise.withResolvers<unknown>()
  answers.push(answer)
  return answer.promise
}
const answer = async () => {
  answers.shift()?.resolve(undefined)
  await new Promise(setImmediate)
}
const refuse = async () => {
  answers.shift()?.reject(new Error('refused'))
  await new Promise(setImmediate)
}
const shown = (of: Message = message): Message => pending.of(message.id)?.view(of) ?? of
const counts = () => shown().reactions.map(({ emoji, count }) => `${emoji}${count}`)

beforeEach(() => {
  asked = []
  answers = []
  pending = new PendingMessages()
  const calls: ConstructorParameters<typeof PendingChanges>[0]['calls'] = {
    react: (_message, emoji, on) => call(`${emoji} ${on}`),
    edit: (_message, body) => call(`edit ${body}`),
    pin: () => call('pin'),
    unpin: () => call('unpin'),
    delete: () => call('delete'),
  }
  changes = new PendingChanges({ calls, meId: 'me', shown: pending })
})

test('a reaction is shown at once, and is the message’s own once it is answered', async () => {
  const done = changes.react(message, '🎉', true)
  expect(counts()).toEqual(['👍1', '🎉1'])
  await answer()
  await done
  expect(pending.of(message.id)).toBeUndefined()
})

test('one’s own joins and leaves those of others', () => {
  void changes.react(message, '👍', true)
  expect(counts()).toEqual(['👍2'])
  void changes.react(message, '👍', false)
  expect(counts()).toEqual(['👍1'])
})

test('the last one that goes takes the emoji along, and the same twice is once', () => {
  const own = { ...message, reactions: [{ emoji: '👍', count: 1, userIds: ['me'] }] }
  void changes.react(own, '👍', false)
  expect(shown(own).reactions).toEqual([])
  void changes.react(own, '👍', true)
  expect(shown(own).reactions).toEqual(own.reactions)
  void changes.react(own, '🎉', false)
  expect(shown(own).reactions).toEqual(own.reactions)
})

test('however fast somebody presses, one call at a time, and the last wish comes last', async () => {
  const done = changes.react(message, '🎉', true)
  void changes.react(message, '🎉', false)
  void changes.react(message, '🎉', true)
  void changes.react(message, '🎉', false)
  expect(asked).toEqual(['🎉 true'])
  await answer()
  expect(asked).toEqual(['🎉 true', '🎉 false'])
  expect(counts()).toEqual(['👍1'])
  await answer()
  await done
  expect(asked).toHaveLength(2)
  expect(pending.of(message.id)).toBeUndefined()
})

test('two emoji do not wait for each other', () => {
  void changes.react(message, '🎉', true)
  void changes.react(message, '🌊', true)
  expect(asked).toEqual(['🎉 true', '🌊 true'])
})

test('what is refused is as before, and whoever asked is told', async () => {
  const reacting = expect(changes.react(message, '🎉', true)).rejects.toThrow('refused')
  await refuse()
  await reacting
  expect(counts()).toEqual(['👍1'])
  const editing = expect(changes.edit(message, 'other')).rejects.toThrow('refused')
  expect(shown()).toMatchObject({ body: 'other', editedAt: expect.any(String) })
  await refuse()
  await editing
  expect(shown().body).toBe(message.body)
})

test('an edit, a pin and a reaction of one message do not undo each other', async () => {
  void changes.edit(message, 'other')
  void changes.pin(message, true)
  void changes.react(message, '🎉', true)
  await answer()
  expect(shown()).toMatchObject({ body: message.body, pinnedAt: expect.any(String) })
  await answer()
  expect(shown().pinnedAt).toBeNull()
  expect(counts()).toEqual(['👍1', '🎉1'])
})

test('what is deleted leaves nothing but its place', () => {
  void changes.delete(message)
  expect(shown()).toMatchObject({ body: '', reactions: [], deletedAt: expect.any(String), position: message.position })
})

test('listeners hear of each change, and no more once they have gone', () => {
  let heard = 0
  const end = pending.subscribe(() => {
    heard += 1
  })
  void changes.pin(message, true)
  end()
  void changes.delete(message)
  expect(heard).toBe(1)
})
