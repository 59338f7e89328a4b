import type { Service } from '@chatsphere/contracts'
import type { Registry } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { afterEach, expect, test } from 'vitest'

/** What every registry does. `endLease` lets the lease of a process run out, as if it had died. */
export function registryConformance(options: { registry(): Registry; endLease(id: string): Promise<void> }): void {
  let entered: string[] = []
  afterEach(async () => {
    for (const id of entered) await options.registry().leave(id)
    entered = []
  })

  async function enter(parts: Partial<Service>): Promise<Service> {
    const service: Service = {
      id: uuidv7(),
      name: 'realtime',
      host: 'machine',
      url: null,
      version: '1.2.3',
      startedAt: new Date(0).toISOString(),
      sockets: 0,
      busy: 0.25,
      ...parts,
    }
    entered.push(service.id)
    await options.registry().renew(service)
    return service
  }
  const node = (name: string, sockets: number) => enter({ url: `https://${name}.example.org`, sockets })

  test('what runs is listed by name and start, as it said', async () => {
    const second = await enter({ startedAt: new Date(2).toISOString() })
    const first = await enter({ startedAt: new Date(1).toISOString(), url: 'https://a.example.org', sockets: 7 })
    const web = await enter({ name: 'web' })
    expect(await options.registry().list()).toEqual([first, second, web])
  })

  test('the node with the fewest sockets is given out, as of its last renewal', async () => {
    const [one, two] = [await node('one', 1), await node('two', 2)]
    expect(await options.registry().findRealtimeUrl()).toBe(one.url)
    await options.registry().renew({ ...one, sockets: 3 })
    expect(await options.registry().findRealtimeUrl()).toBe(two.url)
  })

  test('a process that died is neither given out nor listed once its lease has ended, and is again when it comes back', async () => {
    const [dead, living] = [await node('dead', 0), await node('living', 5)]
    await options.endLease(dead.id)
    expect(await options.registry().findRealtimeUrl()).toBe(living.url)
    expect(await options.registry().list()).toEqual([living])
    await options.registry().renew(dead)
    expect(await options.registry().findRealtimeUrl()).toBe(dead.url)
  })

  test('a process that leaves is given out no more, and leaving twice changes nothing', async () => {
    const { id } = await node('one', 0)
    await options.registry().leave(id)
    await options.registry().leave(id)
    expect(await options.registry().findRealtimeUrl()).toBeNull()
    expect(await options.registry().list()).toEqual([])
  })

  test('what has no URL of its own, or is no realtime node, is never given out', async () => {
    await enter({})
    await enter({ name: 'web', url: 'https://chat.example.org' })
    expect(await options.registry().findRealtimeUrl()).toBeNull()
  })
}
