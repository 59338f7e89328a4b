import { statement } from '@chatsphere/db'
import { createTestDatabase, type TestDatabase, until } from '@chatsphere/testing'
import { fanoutConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FanoutFrame } from './fanout.ts'
import { PostgresFanout } from './postgres-fanout.ts'

let database: TestDatabase
const errors: unknown[] = []
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

function create(): PostgresFanout {
  return new PostgresFanout({
    db: database.open('chatsphere_realtime'),
    listener: { url: database.url, role: 'chatsphere_realtime' },
    onError: (error) => errors.push(error),
  })
}

const terminate = statement(
  'terminate-listeners',
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'chatsphere-fanout' AND datname = current_database()",
)
fanoutConformance({ create: async () => create(), errors, breakLinks: async () => void (await database.open().query(terminate)) })

const notify = statement('notify-raw', "SELECT pg_notify('chatsphere_fanout', $1)")

test('parts that cannot be read, as from another version, harm neither the node nor what comes after', async () => {
  const frames: FanoutFrame[] = []
  const listening = create()
  await listening.subscribe({ onFrame: (frame) => frames.push(frame), onGap: () => undefined })
  for (const text of [
    'somebody 1 0 [{"kind":"of the next version"},{"kind":"end-session","sessionId":"s"}]',
    'somebody 2 0 [null]',
    'somebody 3 0 {',
    'x',
  ]) {
    await database.open().query(notify, [text])
  }
  const afterwards: FanoutFrame = { kind: 'emit', rooms: ['user:x'], name: 'message:changed', payload: 'afterwards' }
  const publisher = create()
  publisher.publish(afterwards)
  await until(() => frames.length === 2)
  expect(frames).toEqual([{ kind: 'end-session', sessionId: 's' }, afterwards])
  await Promise.all([listening.close(), publisher.close()])
})
