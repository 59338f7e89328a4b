import { setTimeout as wait } from 'node:timers/promises'
import type { ColdView, Silence } from './checker/evidence.ts'
import type { ClientHost } from './clients/client-host-process.ts'
import { digestRows, type StoreDigest } from './clients/store-view.ts'
import type { ColdFetch } from './cold-fetch.ts'
import { monotonicMs } from './monotonic.ts'
import type { Scene } from './scene.ts'

const pollMs = 400

/** Where a device differs from what a fresh client of its user shows; empty: it is level. */
function differences(device: StoreDigest, cold: ColdView): string[] {
  const found: string[] = []
  if (device.unsent > 0) found.push(`${device.unsent} messages are not sent`)
  if (device.own !== cold.store.own) found.push(`its own state is another (${firstDifference(device.own, cold.store.own)})`)
  const fresh = new Map(cold.store.conversations.map((conversation) => [conversation.id, conversation]))
  for (const conversation of device.conversations) {
    const { id, summary, low, count, rowsDigest } = conversation
    const other = fresh.get(id)
    fresh.delete(id)
    if (!other) found.push(`${id} is no longer its own`)
    else if (summary !== other.summary) found.push(`${id} has another summary (${firstDifference(summary, other.summary)})`)
    else {
      const rows = (cold.histories[id] ?? []).filter((row) => row.position >= low)
      if (rows.length !== count) found.push(`${id} has ${count} rows from ${low} on, a fresh fetch ${rows.length}`)
      else if (digestRows(rows) !== rowsDigest) found.push(`${id} has other rows`)
    }
  }
  for (const id of fresh.keys()) found.push(`${id} is missing`)
  return found
}

function firstDifference(one: string, other: string): string {
  const [mine, theirs] = [JSON.parse(one), JSON.parse(other)] as [Record<string, unknown>, Record<string, unknown>]
  const keys = Object.keys({ ...mine, ...theirs }).filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]))
  return keys.map((key) => `${key}: ${JSON.stringify(mine[key])} for ${JSON.stringify(theirs[key])}`.slice(0, 900)).join(', ')
}

export interface Leveled {
  readonly silence: Silence
  /** By user name. */
  readonly cold: Readonly<Record<string, ColdView>>
  /** When each device was level, after the beginning of the silence. */
  readonly levelMs: ReadonlyMap<string, number>
}

/** Nobody does anything from now on: waits until every device shows what a fresh client shows, at most `waitMs`. */
export async function untilLevel(options: {
  what: string
  from: number
  waitMs: number
  scene: Scene
  hosts: readonly ClientHost[]
  coldFetch: ColdFetch
  /** Devices whose session is over. */
  except: ReadonlySet<string>
}): Promise<Leveled> {
  const { scene, hosts, coldFetch, except, from } = options
  const levelMs = new Map<string, number>()
  const clients = scene.devices.filter((device) => device.kind === 'client' && !except.has(device.name))
  for (;;) {
    const cold: Record<string, ColdView> = {}
    for (const user of new Set(clients.map((device) => device.user))) cold[user] = await coldFetch.of(user)
    const asked = monotonicMs()
    const stores: Record<string, StoreDigest> = Object.assign(
      {},
      ...(await Promise.all(hosts.map((host) => host.call('digest', {})))),
    )
    const behind: string[] = []
    for (const { name, user } of clients) {
      const [store, view] = [stores[name], cold[user]]
      const found = store && view ? differences(store, view) : ['it is not there']
      if (found.length === 0) levelMs.set(name, levelMs.get(name) ?? asked - from)
      else {
        levelMs.delete(name)
        behind.push(`${name} (${store?.status}): ${found.slice(0, 3).join(', ')}`)
      }
    }
    if (behind.length === 0 || monotonicMs() - from > options.waitMs) {
      const slowest = Math.max(0, ...levelMs.values())
      return { silence: { what: options.what, from, levelMs: behind.length === 0 ? slowest : null, behind }, cold, levelMs }
    }
    await wait(pollMs)
  }
}
