import { statement } from '@chatsphere/db'
import { createTestDatabase, type TestDatabase, until } from '@chatsphere/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FanoutFrame } from './fanout.ts'
import { PostgresFanout } from './postgres-fanout.ts'

let database: TestDatabase
let errors: unknown[]
const open: PostgresFanout[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  errors = []
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((fanout) => fanout.close()))
})

function create(): PostgresFanout {
  const fanout = new PostgresFanout({
    pool: database.open('chatsphere_realtime').pool,
    listenUrl: database.url,
    role: 'chatsphere_realtime',
    onError: (error) => errors.push(error),
  })
  open.push(fanout)
  return fanout
}

async function listen(fanout: PostgresFanout) {
  const heard = { frames: [] as FanoutFrame[], gaps: 0 }
  await fanout.subscribe({
    onFrame: (frame) => heard.frames.push(frame),
    onGap: () => {
      heard.gaps += 1
    },
  })
  return heard
}

const frameOf = (payload: unknown): FanoutFrame => ({ kind: 'emit', rooms: ['user:x'], name: 'message:changed', payload })

test('what is published reaches every other subscriber once, in order, and not oneself', async () => {
  const [one, two] = [create(), create()]
  const [atOne, atTwo] = [await listen(one), await listen(two)]
  const outside = create()
  for (let index = 0; index < 50; index++) outside.publish(frameOf(index))
  await until(() => atOne.frames.length === 50 && atTwo.frames.length === 50)
  expect(atOne.frames.map((frame) => frame.kind === 'emit' && frame.payload)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  )
  one.publish(frameOf('of one'))
  await until(() => atTwo.frames.length === 51)
  expect(atOne.frames).toHaveLength(50)
  expect(errors).toEqual([])
})

test.each(['', 'x', 'xy'])('a body of many parts arrives unchanged, wherever it is cut (after "%s")', async (before) => {
  const heard = await listen(create())
  const body = `${before}${'😀ä漢'.repeat(3_000)}`
  create().publish(frameOf({ body }))
  await until(() => heard.frames.length === 1)
  expect(heard.frames[0]).toEqual(frameOf({ body }))
})

test('what a newer version sends, or nonsense, is left out, and what comes after it arrives', async () => {
  const heard = await listen(create())
  const notify = statement('test-notify', "SELECT pg_notify('chatsphere_fanout', $1)")
  for (const text of [
    'somebody 1 0 [{"kind":"of the next version"},{"kind":"end-session","sessionId":"s"}]',
    'somebody 2 0 [null]',
    'somebody 3 0 {',
    'x',
  ]) {
    await database.open().query(notify, [text])
  }
  create().publish(frameOf('afterwards'))
  await until(() => heard.frames.length === 2)
  expect(heard.frames).toEqual([{ kind: 'end-session', sessionId: 's' }, frameOf('afterwards')])
})

test('a lost connection is made anew and reported as a gap', async () => {
  const heard = await listen(create())
  await database
    .open()
    .query(
      statement(
        'test-kill-listeners',
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'chatsphere-fanout' AND datname = current_database()",
      ),
    )
  await until(() => heard.gaps === 1)
  create().publish(frameOf('after the gap'))
  await until(() => heard.frames.length === 1)
  expect(errors.length).toBeGreaterThan(0)
})
