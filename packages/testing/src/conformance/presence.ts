import type { Presence, PresenceNode } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { afterEach, expect, test } from 'vitest'

/**
 * What every presence does. `createNode` answers the view of a new node; `endLease` lets a node's lease run out, as if it had died, and
 * `sweep` removes what is left of such nodes and answers whose it was.
 */
export function presenceConformance(options: {
  presence(): Presence
  createNode(): { node: PresenceNode; endLease(): Promise<void> }
  sweep(): Promise<string[]>
}): void {
  const of = async (userId: string) => (await options.presence().devicesOf([userId]))[0]
  const devicesOf = async (userId: string) => (await of(userId))?.devices
  const inUse = (id: string, userId: string) => ({ id, userId, idle: false })
  const idle = (id: string, userId: string) => ({ id, userId, idle: true })

  afterEach(async () => {
    await options.sweep()
  })

  async function liveNode() {
    const { node, endLease } = options.createNode()
    await node.renew([])
    return { node, endLease }
  }

  test('who was never here has no devices and was never seen', async () => {
    const userId = uuidv7()
    expect(await of(userId)).toEqual({ userId, devices: 'none', lastSeenAt: null })
  })

  test('each person that is asked for is answered once, nobody else', async () => {
    const { node } = await liveNode()
    const [here, away] = [uuidv7(), uuidv7()]
    await node.connected(inUse('a', here))
    await node.connected(inUse('b', uuidv7()))
    const answered = await options.presence().devicesOf([here, away])
    expect(new Map(answered.map(({ userId, devices }) => [userId, devices]))).toEqual(
      new Map([
        [here, 'active'],
        [away, 'none'],
      ]),
    )
    expect(await options.presence().devicesOf([])).toEqual([])
  })

  test('of several devices on several nodes the last one decides', async () => {
    const userId = uuidv7()
    const [{ node: one }, { node: two }] = [await liveNode(), await liveNode()]
    await one.connected(inUse('a', userId))
    await one.connected(inUse('b', userId))
    await two.connected(inUse('c', userId))
    await one.disconnected('a')
    await two.disconnected('c')
    expect(await devicesOf(userId)).toBe('active')
    await one.disconnected('b')
    expect(await of(userId)).toEqual({ userId, devices: 'none', lastSeenAt: expect.any(Date) })
  })

  test('idle is who has no device in use, on whichever node, until one is', async () => {
    const userId = uuidv7()
    const [{ node: one }, { node: two }] = [await liveNode(), await liveNode()]
    await one.connected(inUse('a', userId))
    await two.connected(inUse('a', userId))
    await one.idle('a', true)
    expect(await devicesOf(userId)).toBe('active')
    await two.idle('a', true)
    expect(await devicesOf(userId)).toBe('idle')
    await two.connected(inUse('b', userId))
    expect(await devicesOf(userId)).toBe('active')
    await two.disconnected('b')
    expect(await devicesOf(userId)).toBe('idle')
    await one.idle('a', false)
    expect(await devicesOf(userId)).toBe('active')
  })

  test('a device in use on a node that is dead counts no more', async () => {
    const userId = uuidv7()
    const [{ node: living }, dying] = [await liveNode(), await liveNode()]
    await living.connected(idle('a', userId))
    await dying.node.connected(inUse('b', userId))
    expect(await devicesOf(userId)).toBe('active')
    await dying.endLease()
    expect(await devicesOf(userId)).toBe('idle')
  })

  test('telling the same connection twice, or the end of one that never was, changes nothing', async () => {
    const userId = uuidv7()
    const { node } = await liveNode()
    await node.connected(inUse('a', userId))
    await node.connected(inUse('a', userId))
    await node.disconnected('never')
    await node.idle('never', true)
    expect(await devicesOf(userId)).toBe('active')
    await node.disconnected('a')
    await node.disconnected('a')
    expect(await devicesOf(userId)).toBe('none')
  })

  test('a node that dies takes its people with it when its lease ends, and only its own', async () => {
    const [gone, stays] = [uuidv7(), uuidv7()]
    const [dying, { node: living }] = [await liveNode(), await liveNode()]
    await dying.node.connected(inUse('a', gone))
    await living.connected(inUse('a', stays))
    await dying.endLease()
    expect(await devicesOf(gone)).toBe('none')
    expect(await options.sweep()).toEqual([gone])
    expect(await options.sweep()).toEqual([])
    expect(await devicesOf(gone)).toBe('none')
    expect(await devicesOf(stays)).toBe('active')
  })

  test('who was on a node that died was seen until its lease ended, before it is swept and after', async () => {
    const userId = uuidv7()
    const dying = await liveNode()
    await dying.node.connected(inUse('a', userId))
    await dying.endLease()
    const before = (await of(userId))?.lastSeenAt
    expect(before).toEqual(expect.any(Date))
    await options.sweep()
    expect((await of(userId))?.lastSeenAt).toEqual(before)
  })

  test('what was seen last stays, whichever end is told later', async () => {
    const userId = uuidv7()
    const [dying, { node: living }] = [await liveNode(), await liveNode()]
    await dying.node.connected(inUse('a', userId))
    await living.connected(inUse('b', userId))
    await dying.endLease()
    await living.disconnected('b')
    const seen = (await of(userId))?.lastSeenAt
    await options.sweep()
    expect((await of(userId))?.lastSeenAt).toEqual(seen)
  })

  test('a node that was swept while it was paused comes back with its connections, idle or not', async () => {
    const [active, away] = [uuidv7(), uuidv7()]
    const { node, endLease } = await liveNode()
    await node.connected(inUse('a', active))
    await node.connected(idle('b', away))
    await endLease()
    await options.sweep()
    expect(await devicesOf(away)).toBe('none')
    const named = await node.renew([inUse('a', active), idle('b', away)])
    expect(named.sort()).toEqual([active, away].sort())
    expect([await devicesOf(active), await devicesOf(away)]).toEqual(['active', 'idle'])
  })

  test('a renewal mends an idle flag that got lost, and names nobody where all is well', async () => {
    const userId = uuidv7()
    const { node } = await liveNode()
    await node.connected(inUse('a', userId))
    expect(await node.renew([idle('a', userId)])).toEqual([userId])
    expect(await devicesOf(userId)).toBe('idle')
    expect(await node.renew([idle('a', userId)])).toEqual([])
  })

  test('a node that leaves names who was there, and nobody is', async () => {
    const userId = uuidv7()
    const { node } = await liveNode()
    await node.connected(inUse('a', userId))
    await node.connected(inUse('b', userId))
    expect(await node.leave()).toEqual([userId])
    expect(await of(userId)).toEqual({ userId, devices: 'none', lastSeenAt: expect.any(Date) })
  })
}
