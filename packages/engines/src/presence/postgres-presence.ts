import type { PresenceView } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import type { Presence, PresenceNode } from '@chatsphere/domain'

const leaseSeconds = 15

/** Online: any connection on a node whose lease holds, by the clock of the database. */
const selectPresence = statement(
  'select-presence',
  `SELECT asked.user_id AS "userId", live.online, seen.at AS "lastSeenAt"
   FROM unnest($1::uuid[]) AS asked(user_id)
   CROSS JOIN LATERAL (
     SELECT EXISTS (
       SELECT FROM presence_schema.connection c JOIN presence_schema.node n ON n.id = c.node_id
       WHERE c.user_id = asked.user_id AND n.lease_until > clock_timestamp()
     ) AS online
   ) AS live
   LEFT JOIN presence_schema.last_seen seen ON seen.user_id = asked.user_id`,
)

export class PostgresPresence implements Presence {
  readonly #db: Tx

  constructor(db: Tx) {
    this.#db = db
  }

  async of(userIds: readonly string[]): Promise<PresenceView[]> {
    const rows = await this.#db.query<{ userId: string; online: boolean; lastSeenAt: Date | null }>(selectPresence, [userIds])
    return rows.map(({ userId, online, lastSeenAt }) => ({
      userId,
      status: online ? 'online' : 'offline',
      lastSeenAt: online ? null : (lastSeenAt?.toISOString() ?? null),
      emoji: null,
      text: null,
      expiresAt: null,
    }))
  }
}

const renewLease = statement(
  'renew-presence-lease',
  `INSERT INTO presence_schema.node (id, lease_until) VALUES ($1, clock_timestamp() + make_interval(secs => ${leaseSeconds}))
   ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`,
)

const insertConnections = statement(
  'insert-presence-connections',
  `INSERT INTO presence_schema.connection (node_id, id, user_id)
   SELECT $1, * FROM unnest($2::text[], $3::uuid[])
   ON CONFLICT (node_id, id) DO NOTHING RETURNING user_id`,
)

/** Younger ones may belong to a connection that is being made at this moment. */
const deleteForgotten = statement(
  'delete-forgotten-presence-connections',
  `DELETE FROM presence_schema.connection
   WHERE node_id = $1 AND NOT (id = ANY($2::text[])) AND connected_at < clock_timestamp() - make_interval(secs => ${leaseSeconds})
   RETURNING user_id`,
)

const deleteConnection = statement(
  'delete-presence-connection',
  `WITH gone AS (DELETE FROM presence_schema.connection WHERE node_id = $1 AND id = $2 RETURNING user_id)
   INSERT INTO presence_schema.last_seen (user_id, at) SELECT user_id, clock_timestamp() FROM gone
   ON CONFLICT (user_id) DO UPDATE SET at = excluded.at`,
)

const deleteNodes = (condition: string) => `
  WITH dead AS (DELETE FROM presence_schema.node WHERE ${condition} RETURNING id),
  gone AS (
    DELETE FROM presence_schema.connection c
    WHERE c.node_id IN (SELECT id FROM dead) OR NOT EXISTS (SELECT FROM presence_schema.node n WHERE n.id = c.node_id)
    RETURNING c.user_id
  ),
  seen AS (
    INSERT INTO presence_schema.last_seen (user_id, at) SELECT DISTINCT user_id, statement_timestamp() FROM gone
    ON CONFLICT (user_id) DO UPDATE SET at = excluded.at
  )
  SELECT DISTINCT user_id FROM gone`

const leaveNode = statement('leave-presence', deleteNodes('id = $1'))
const sweepNodes = statement('sweep-presence', deleteNodes('lease_until <= clock_timestamp()'))

/** One node's own connections. A node that was swept while it was paused comes back with its next renewal. */
export class PostgresPresenceNode implements PresenceNode {
  readonly #db: Tx
  readonly #nodeId: string

  constructor(db: Tx, nodeId: string) {
    this.#db = db
    this.#nodeId = nodeId
  }

  async renew(connections: readonly { id: string; userId: string }[]): Promise<string[]> {
    await this.#db.query(renewLease, [this.#nodeId])
    const added = await this.#insert(connections)
    const ids = connections.map((connection) => connection.id)
    const removed = await this.#db.query<{ user_id: string }>(deleteForgotten, [this.#nodeId, ids])
    return [...new Set([...added, ...removed.map((row) => row.user_id)])]
  }

  async connected(userId: string, connectionId: string): Promise<void> {
    await this.#insert([{ id: connectionId, userId }])
  }

  async disconnected(connectionId: string): Promise<void> {
    await this.#db.query(deleteConnection, [this.#nodeId, connectionId])
  }

  async leave(): Promise<string[]> {
    const rows = await this.#db.query<{ user_id: string }>(leaveNode, [this.#nodeId])
    return rows.map((row) => row.user_id)
  }

  async #insert(connections: readonly { id: string; userId: string }[]): Promise<string[]> {
    if (connections.length === 0) return []
    const rows = await this.#db.query<{ user_id: string }>(insertConnections, [
      this.#nodeId,
      connections.map((connection) => connection.id),
      connections.map((connection) => connection.userId),
    ])
    return rows.map((row) => row.user_id)
  }
}

/** Removes the nodes whose lease has ended, with their connections, and answers whose connections those were. */
export async function sweepPresence(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(sweepNodes)
  return rows.map((row) => row.user_id)
}
