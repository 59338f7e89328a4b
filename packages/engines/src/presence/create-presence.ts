import type { Tx } from '@chatsphere/db'
import type { Presence, PresenceNode } from '@chatsphere/domain'
import type { RedisLink } from '../redis/redis-link.ts'
import { PostgresPresence, PostgresPresenceNode, sweepPostgresPresence } from './postgres-presence.ts'
import { RedisPresence, RedisPresenceNode, sweepRedisPresence } from './redis-presence.ts'

interface PresenceEngine {
  /** Where there is one, it knows who is there; else PostgreSQL does. */
  readonly redis: RedisLink | undefined
  readonly db: Tx
}

export function createPresence({ redis, db }: PresenceEngine): Presence {
  return redis ? new RedisPresence(redis, db) : new PostgresPresence(db)
}

export function createPresenceNode({ redis, db }: PresenceEngine, nodeId: string): PresenceNode {
  return redis ? new RedisPresenceNode(redis, db, nodeId) : new PostgresPresenceNode(db, nodeId)
}

/** Removes the nodes whose lease has ended, with their connections, and answers whose connections those were. Any number of workers may. */
export function sweepPresence({ redis, db }: PresenceEngine): Promise<string[]> {
  return redis ? sweepRedisPresence(redis, db) : sweepPostgresPresence(db)
}
