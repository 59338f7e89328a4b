import type { Fanout, FanoutFrame } from '@chatsphere/engines'
import { afterEach, expect, test } from 'vitest'
import { until } from '../until.ts'

type Listener = Parameters<Fanout['subscribe']>[0]

/**
 * What every fan-out between processes does. `create` answers a new one, as in another process; `breakLinks` cuts the connections that
 * all of them listen on, as a restart of the engine would. `errors` has what the fan-outs complained of.
 */
export function fanoutConformance(options: { create(): Fanout; breakLinks(): Promise<void>; errors: unknown[] }): void {
  const open: Fanout[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((fanout) => fanout.close()))
    options.errors.length = 0
  })

  const create = () => {
    const fanout = options.create()
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
    return heard
  }
  const frameOf = (payload: unknown): FanoutFrame => ({ kind: 'emit', rooms: ['user:x'], name: 'message:changed', payload })

  test('every other subscriber gets each frame once and in order, the sender none of its own', async () => {
    const [one, two] = [create(), create()]
    const [atOne, atTwo] = [await listen(one), await listen(two)]
    const outside = create()
    for (let index = 0; index < 50; index++) outside.publish(frameOf(index))
    await until(() => atOne.payloads.length === 50 && atTwo.payloads.length === 50)
    const all = Array.from({ length: 50 }, (_, index) => index)
    expect([atOne.payloads, atTwo.payloads]).toEqual([all, all])
    one.publish(frameOf('of one'))
    await until(() => atTwo.payloads.length === 51)
    expect(atOne.payloads).toHaveLength(50)
    expect(options.errors).toEqual([])
  })

  test.each(['', 'a', 'ab'])(
    'a frame larger than one transport unit arrives whole, whatever characters it has (%j before)',
    async (before) => {
      const heard = await listen(create())
      const body = `${before}${'😀ä漢'.repeat(3_000)}`
      create().publish(frameOf({ body }))
      await until(() => heard.payloads.length === 1)
      expect(heard.payloads[0]).toEqual({ body })
    },
  )

  test('a subscriber that resolved is soon known to every publisher, one that was alone before too', async () => {
    const publisher = create()
    await listen(publisher)
    for (let round = 0; round < 10; round++) {
      const heard = await listen(create())
      await until(() => {
        publisher.publish(frameOf(round))
        return heard.payloads.includes(round)
      })
    }
  })

  test('a lost connection is made anew and reported as a gap, and frames arrive again', async () => {
    const heard = await listen(create())
    await options.breakLinks()
    await until(() => heard.gaps === 1)
    create().publish(frameOf('after the gap'))
    await until(() => heard.payloads.length === 1)
    expect(options.errors.length).toBeGreaterThan(0)
  })

  test('what was published before the close still arrives', async () => {
    const heard = await listen(create())
    const leaving = create()
    leaving.publish(frameOf('a last word'))
    await leaving.close()
    await until(() => heard.payloads.length === 1)
    expect(heard.payloads).toEqual(['a last word'])
  })

  test('after it is closed nothing arrives and publishing does nothing', async () => {
    const closed = create()
    const heard = await listen(closed)
    const other = create()
    const control = await listen(other)
    await closed.close()
    closed.publish(frameOf('of the closed one'))
    create().publish(frameOf('later'))
    await until(() => control.payloads.length === 1)
    expect(control.payloads).toEqual(['later'])
    expect(heard.payloads).toEqual([])
  })
}
