import type { Tx } from '@chatsphere/db'
import type { DevicePresence, NodeConnection, Presence, PresenceNode } from '@chatsphere/domain'
import type { RedisLink } from '../redis/redis-link.ts'
import { RedisScript } from '../redis/redis-script.ts'
import { readLastSeen, saveLastSeen } from './postgres-last-seen.ts'

const leaseMs = 15_000
/** As many connections as one script changes: Redis does nothing else meanwhile. */
const connectionsMax = 500

/*
 * The keys, each after the prefix of the link:
 *   presence:nodes          sorted set: until when the lease of each node holds, in ms of the clock of Redis
 *   presence:node:<node>    hash: each connection of the node, with `user idle`
 *   presence:user:<user>    hash: each connection of the user as `node connection`, with idle (0 or 1)
 * The hashes of nodes and users are changed together, by scripts. None of them expires: a server that is full must not take single keys away.
 */
interface Keys {
  nodes: string
  node(id: string): string
  users: string
}

function keysOf({ prefix }: RedisLink): Keys {
  return {
    nodes: `${prefix}presence:nodes`,
    node: (id) => `${prefix}presence:node:${id}`,
    users: `${prefix}presence:user:`,
  }
}

const now = `local time = redis.call('TIME'); local now = time[1] * 1000 + math.floor(time[2] / 1000)`

const renewLease = new RedisScript(`${now}; redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])`)

/** node, then for each connection its id, its user, and whether it is idle. */
const upsert = new RedisScript(`
  for index = 3, #ARGV, 3 do
    local id, user, idle = ARGV[index], ARGV[index + 1], ARGV[index + 2]
    redis.call('HSET', KEYS[1], id, user .. ' ' .. idle)
    redis.call('HSET', ARGV[2] .. user, ARGV[1] .. ' ' .. id, idle)
  end`)

const setIdle = new RedisScript(`
  local known = redis.call('HGET', KEYS[1], ARGV[3])
  if not known then return end
  local user = string.match(known, '^%S+')
  redis.call('HSET', KEYS[1], ARGV[3], user .. ' ' .. ARGV[4])
  redis.call('HSET', ARGV[2] .. user, ARGV[1] .. ' ' .. ARGV[3], ARGV[4])`)

/**
 * node, the lease that the node must still have (empty: whichever), then the ids. One that has come back meanwhile keeps what it has.
 */
const remove = new RedisScript(`
  if ARGV[3] ~= '' and redis.call('ZSCORE', KEYS[2], ARGV[1]) ~= ARGV[3] then return end
  for index = 4, #ARGV do
    local known = redis.call('HGET', KEYS[1], ARGV[index])
    if known then
      redis.call('HDEL', KEYS[1], ARGV[index])
      redis.call('HDEL', ARGV[2] .. string.match(known, '^%S+'), ARGV[1] .. ' ' .. ARGV[index])
    end
  end`)

/** For each user: how many connections count, how many of them are in use, and when the last lease ended that does not hold. */
const selectDevices = new RedisScript(`
  ${now}
  local leases, answers = {}, {}
  for index = 2, #ARGV do
    local connected, used, lost = 0, 0, false
    local rows = redis.call('HGETALL', ARGV[1] .. ARGV[index])
    for row = 1, #rows, 2 do
      local node = string.match(rows[row], '^%S+')
      if leases[node] == nil then leases[node] = tonumber(redis.call('ZSCORE', KEYS[1], node) or '') or false end
      local lease = leases[node]
      if lease and lease > now then
        connected = connected + 1
        if rows[row + 1] == '0' then used = used + 1 end
      elseif lease and (not lost or lease > lost) then lost = lease end
    end
    answers[#answers + 1] = { connected, used, lost and string.format('%.0f', lost) }
  end
  return answers`)

/** Each node whose lease has ended, with the moment. */
const selectDead = new RedisScript(`${now}; return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES')`)

/** Of a node whose lease is still what it was. */
const forgetNode = new RedisScript(`
  if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
  redis.call('ZREM', KEYS[1], ARGV[1])
  return 1`)

/** Who is there, in Redis; when somebody was last seen, in PostgreSQL. */
export class RedisPresence implements Presence {
  readonly #link: RedisLink
  readonly #db: Tx
  readonly #keys: Keys

  constructor(link: RedisLink, db: Tx) {
    this.#link = link
    this.#db = db
    this.#keys = keysOf(link)
  }

  async devicesOf(userIds: readonly string[]): Promise<DevicePresence[]> {
    if (userIds.length === 0) return []
    const [seen, answers] = await Promise.all([
      readLastSeen(this.#db, userIds),
      this.#link.ask((client) => selectDevices.run(client, [this.#keys.nodes], [this.#keys.users, ...userIds])),
    ])
    return (answers as [connected: number, used: number, lost: string | null][]).map(([connected, used, lost], index) => {
      const userId = userIds[index] ?? ''
      const times = [seen.get(userId)?.getTime(), lost === null ? undefined : Number(lost)].filter((time) => time !== undefined)
      return {
        userId,
        devices: connected === 0 ? 'none' : used > 0 ? 'active' : 'idle',
        lastSeenAt: times.length === 0 ? null : new Date(Math.max(...times)),
      }
    })
  }
}

/** One node's own connections. A node that was swept, or whose Redis was emptied, comes back with its next renewal. */
export class RedisPresenceNode implements PresenceNode {
  readonly #link: RedisLink
  readonly #db: Tx
  readonly #id: string
  readonly #keys: Keys

  constructor(link: RedisLink, db: Tx, nodeId: string) {
    this.#link = link
    this.#db = db
    this.#id = nodeId
    this.#keys = keysOf(link)
  }

  async renew(connections: readonly NodeConnection[]): Promise<string[]> {
    const { client } = this.#link
    await renewLease.run(client, [this.#keys.nodes], [this.#id, leaseMs])
    const known = await client.hgetall(this.#keys.node(this.#id))
    const changed = connections.filter((connection) => known[connection.id] !== rowOf(connection))
    await this.#upsert(changed)
    const named = new Set(connections.map(({ id }) => id))
    const gone = Object.keys(known).filter((id) => !named.has(id))
    const left = gone.map((id) => userOf(known[id]))
    await saveLastSeen(this.#db, left, Date.now())
    await this.#remove(gone)
    return [...new Set([...changed.map(({ userId }) => userId), ...left])]
  }

  async connected(connection: NodeConnection): Promise<void> {
    await this.#upsert([connection])
  }

  async idle(connectionId: string, idle: boolean): Promise<void> {
    await setIdle.run(this.#link.client, [this.#keys.node(this.#id)], [this.#id, this.#keys.users, connectionId, flag(idle)])
  }

  async disconnected(connectionId: string): Promise<void> {
    const known = await this.#link.client.hget(this.#keys.node(this.#id), connectionId)
    if (known === null) return
    await saveLastSeen(this.#db, [userOf(known)], Date.now())
    await this.#remove([connectionId])
  }

  async leave(): Promise<string[]> {
    const left = await removeNode(this.#link, this.#db, { id: this.#id, seenAtMs: Date.now() })
    await this.#link.client.zrem(this.#keys.nodes, this.#id)
    return left
  }

  async #upsert(connections: readonly NodeConnection[]): Promise<void> {
    for (let start = 0; start < connections.length; start += connectionsMax) {
      const rows = connections.slice(start, start + connectionsMax).flatMap(({ id, userId, idle }) => [id, userId, flag(idle)])
      await upsert.run(this.#link.client, [this.#keys.node(this.#id)], [this.#id, this.#keys.users, ...rows])
    }
  }

  #remove(ids: readonly string[]): Promise<void> {
    return removeConnections(this.#link, { id: this.#id }, ids)
  }
}

/** Removes the nodes whose lease has ended, with their connections, and answers whose connections those were. */
export async function sweepRedisPresence(link: RedisLink, db: Tx): Promise<string[]> {
  const { nodes } = keysOf(link)
  const dead = (await selectDead.run(link.client, [nodes], [])) as string[]
  const left: string[] = []
  for (let index = 0; index < dead.length; index += 2) {
    const [id = '', leaseUntil = '0'] = dead.slice(index, index + 2)
    left.push(...(await removeNode(link, db, { id, lease: leaseUntil, seenAtMs: Number(leaseUntil) })))
    await forgetNode.run(link.client, [nodes], [id, leaseUntil])
  }
  return [...new Set(left)]
}

/** First the moment is kept, then the connection goes: a crash in between loses nothing. Answers whose they were. */
async function removeNode(link: RedisLink, db: Tx, node: { id: string; lease?: string; seenAtMs: number }): Promise<string[]> {
  const known = await link.client.hgetall(keysOf(link).node(node.id))
  const left = [...new Set(Object.values(known).map(userOf))]
  await saveLastSeen(db, left, node.seenAtMs)
  await removeConnections(link, node, Object.keys(known))
  return left
}

async function removeConnections(
  link: RedisLink,
  { id, lease = '' }: { id: string; lease?: string },
  connectionIds: readonly string[],
): Promise<void> {
  const keys = keysOf(link)
  for (let start = 0; start < connectionIds.length; start += connectionsMax) {
    const some = connectionIds.slice(start, start + connectionsMax)
    await remove.run(link.client, [keys.node(id), keys.nodes], [id, keys.users, lease, ...some])
  }
}

function flag(idle: boolean): string {
  return idle ? '1' : '0'
}

function rowOf({ userId, idle }: NodeConnection): string {
  return `${userId} ${flag(idle)}`
}

function userOf(value = ''): string {
  return value.split(' ', 1)[0] ?? ''
}
