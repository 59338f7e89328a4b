import type { Presence, PresenceNode } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'

/**
 * What every presence does. `createNode` answers the view of a new node; `endLease` lets a node's lease run out, as if it had died, and
 * `sweep` removes what is left of such nodes and answers whose it was.
 */
export function presenceConformance(options: {
  presence(): Presence
  createNode(): { node: PresenceNode; endLease(): Promise<void> }
  sweep(): Promise<string[]>
}): void {
  const statusOf = async (userId: string) => (await options.presence().of([userId]))[0]

  test('who was never here is offline and was never seen', async () => {
    const userId = uuidv7()
    expect(await statusOf(userId)).toEqual({ userId, status: 'offline', lastSeenAt: null })
  })

  test('of several devices on several nodes the last one decides', async () => {
    const userId = uuidv7()
    const [one, two] = [options.createNode().node, options.createNode().node]
    await one.renew([])
    await two.renew([])
    await one.connected(userId, 'a')
    await one.connected(userId, 'b')
    await two.connected(userId, 'c')
    await one.disconnected('a')
    await two.disconnected('c')
    expect(await statusOf(userId)).toEqual({ userId, status: 'online', lastSeenAt: null })
    await one.disconnected('b')
    expect(await statusOf(userId)).toEqual({ userId, status: 'offline', lastSeenAt: expect.any(String) })
  })

  test('telling the same connection twice, or the end of one that never was, changes nothing', async () => {
    const userId = uuidv7()
    const { node } = options.createNode()
    await node.renew([])
    await node.connected(userId, 'a')
    await node.connected(userId, 'a')
    await node.disconnected('never')
    await node.disconnected('a')
    await node.disconnected('a')
    expect((await statusOf(userId))?.status).toBe('offline')
  })

  test('a node that dies takes its people with it when its lease ends, and only its own', async () => {
    const [gone, stays] = [uuidv7(), uuidv7()]
    const dying = options.createNode()
    const { node: living } = options.createNode()
    await dying.node.renew([])
    await living.renew([])
    await dying.node.connected(gone, 'a')
    await living.connected(stays, 'a')
    await dying.endLease()
    expect((await statusOf(gone))?.status).toBe('offline')
    expect(await options.sweep()).toEqual([gone])
    expect(await options.sweep()).toEqual([])
    expect(await statusOf(gone)).toMatchObject({ status: 'offline', lastSeenAt: expect.any(String) })
    expect((await statusOf(stays))?.status).toBe('online')
  })

  test('a node that was swept while it was paused comes back with its connections', async () => {
    const userId = uuidv7()
    const paused = options.createNode()
    await paused.node.renew([])
    await paused.node.connected(userId, 'a')
    await paused.endLease()
    await options.sweep()
    expect(await paused.node.renew([{ id: 'a', userId }])).toEqual([userId])
    expect((await statusOf(userId))?.status).toBe('online')
  })

  test('a node that leaves names who was there, and nobody is', async () => {
    const userId = uuidv7()
    const { node } = options.createNode()
    await node.renew([])
    await node.connected(userId, 'a')
    await node.connected(userId, 'b')
    expect(await node.leave()).toEqual([userId])
    expect((await statusOf(userId))?.status).toBe('offline')
  })
}
