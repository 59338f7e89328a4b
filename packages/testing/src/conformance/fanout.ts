import { randomUUID } from 'node:crypto'
import type { Room } from '@chatsphere/domain'
import type { Fanout, FanoutFrame } from '@chatsphere/engines'
import { afterEach, expect, test } from 'vitest'
import { until } from '../until.ts'

type Listener = Parameters<Fanout['subscribe']>[0]

/**
 * What every fan-out between processes does. `create` answers a new one, as in another process that has run for a moment; `breakLinks` cuts the connections that
 * all of them listen on, as a restart of the engine would. `errors` has what the fan-outs complained of.
 */
export function fanoutConformance(options: { create(): Promise<Fanout>; breakLinks(): Promise<void>; errors: unknown[] }): void {
  const open: Fanout[] = []
  const room: Room = `user:${randomUUID()}`
  afterEach(async () => {
    await Promise.all(open.splice(0).map((fanout) => fanout.close()))
    options.errors.length = 0
  })

  const create = async () => {
    const fanout = await options.create()
    open.push(fanout)
    return fanout
  }
  const listen = async (fanout: Fanout) => {
    const heard = { payloads: [] as unknown[], gaps: 0 }
    const listener: Listener = {
      onFrame: (frame) => heard.payloads.push(frame.kind === 'emit' ? frame.payload : frame.kind),
      onGap: () => {
        heard.gaps += 1
      },
    }
    await fanout.subscribe(listener)
    await fanout.hold(room)
    return heard
  }
  const frameOf = (payload: unknown, rooms: readonly Room[] = [room]): FanoutFrame => ({
    kind: 'emit',
    rooms,
    name: 'message:changed',
    payload,
  })

  const publish = async (payload: unknown) => {
    const publisher = await create()
    publisher.publish(frameOf(payload))
  }

  test('every other subscriber gets each frame once and in order, the sender none of its own', async () => {
    const [one, two] = [await create(), await create()]
    const [atOne, atTwo] = [await listen(one), await listen(two)]
    const outside = await create()
    for (let index = 0; index < 50; index++) outside.publish(frameOf(index))
    await until(() => atOne.payloads.length === 50 && atTwo.payloads.length === 50)
    const all = Array.from({ length: 50 }, (_, index) => index)
    expect([atOne.payloads, atTwo.payloads]).toEqual([all, all])
    one.publish(frameOf('of one'))
    await until(() => atTwo.payloads.length === 51)
    expect(atOne.payloads).toHaveLength(50)
    expect(options.errors).toEqual([])
  })

  test('whoever holds several rooms of a frame gets it once and whole, in the order of all, wherever they go', async () => {
    const fanout = await create()
    const heard = await listen(fanout)
    const rooms = Array.from({ length: 100 }, (): Room => `user:${randomUUID()}`)
    for (const other of rooms) await fanout.hold(other)
    const publisher = await create()
    const wishes = [[room], rooms.slice(0, 2), [rooms[1] ?? room, room], rooms, [room], rooms.slice(3, 5)]
    for (const [index, wish] of wishes.entries()) publisher.publish(frameOf(index, wish))
    publisher.publish({ kind: 'heads', heads: [{ conversationId: 'c', revision: 1, userIds: rooms.map((to) => to.slice(5)) }] })
    publisher.publish({ kind: 'presence', userIds: ['x'] })
    publisher.publish({ kind: 'end-session', sessionId: 's' })
    await until(() => heard.payloads.length === 9)
    expect(heard.payloads).toEqual([0, 1, 2, 3, 4, 5, 'heads', 'presence', 'end-session'])
  })

  test('a room that two are in is heard until the second has left', async () => {
    const fanout = await create()
    const heard = await listen(fanout)
    await fanout.hold(room)
    fanout.release(room)
    await publish('still')
    await until(() => heard.payloads.includes('still'))
  })

  test('whoever comes into a room that is only being held waits as well', async () => {
    const fanout = await create()
    await listen(fanout)
    const other: Room = `user:${randomUUID()}`
    const order: string[] = []
    const first = fanout.hold(other).then(() => order.push('first'))
    await fanout.hold(other)
    order.push('second')
    await first
    expect(order).toEqual(['first', 'second'])
  })

  test.each(['', 'a', 'ab'])(
    'a frame larger than one transport unit arrives whole, whatever characters it has (%j before)',
    async (before) => {
      const heard = await listen(await create())
      const body = `${before}${'😀ä漢'.repeat(3_000)}`
      await publish({ body })
      await until(() => heard.payloads.length === 1)
      expect(heard.payloads[0]).toEqual({ body })
    },
  )

  test('a subscriber that resolved is soon known to every publisher, one that was alone before too', async () => {
    const publisher = await create()
    await listen(publisher)
    for (let round = 0; round < 10; round++) {
      const heard = await listen(await create())
      await until(() => {
        publisher.publish(frameOf(round))
        return heard.payloads.includes(round)
      })
    }
  })

  test('a lost connection is made anew and reported as a gap, and frames arrive again', async () => {
    const heard = await listen(await create())
    await options.breakLinks()
    await until(() => heard.gaps === 1)
    await publish('after the gap')
    await until(() => heard.payloads.length === 1)
    expect(options.errors.length).toBeGreaterThan(0)
  })

  test('what was published before the close still arrives', async () => {
    const heard = await listen(await create())
    const leaving = await create()
    leaving.publish(frameOf('a last word'))
    await leaving.close()
    await until(() => heard.payloads.length === 1)
    expect(heard.payloads).toEqual(['a last word'])
  })

  test('after it is closed nothing arrives and publishing does nothing', async () => {
    const closed = await create()
    const heard = await listen(closed)
    const other = await create()
    const control = await listen(other)
    await closed.close()
    closed.publish(frameOf('of the closed one'))
    await publish('later')
    await until(() => control.payloads.length === 1)
    expect(control.payloads).toEqual(['later'])
    expect(heard.payloads).toEqual([])
  })
}
