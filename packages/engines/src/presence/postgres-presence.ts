import { statement, type Tx } from '@chatsphere/db'
import type { DevicePresence, NodeConnection, Presence, PresenceNode } from '@chatsphere/domain'

const leaseSeconds = 15

/**
 * A connection counts while the lease of its node holds, by the clock of the database; of one on a dead node that has not been swept
 * yet, the end of the lease is when it was last seen. Index connection_user_id_idx, then primary keys.
 */
const selectDevices = statement(
  'select-presence',
  `SELECT asked.user_id AS "userId",
          CASE WHEN live.connected = 0 THEN 'none' WHEN live.in_use > 0 THEN 'active' ELSE 'idle' END AS devices,
          greatest(seen.at, live.lost_at) AS "lastSeenAt"
   FROM unnest($1::uuid[]) AS asked(user_id)
   CROSS JOIN (SELECT clock_timestamp() AS at) AS now
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE n.lease_until > now.at) AS connected,
            count(*) FILTER (WHERE n.lease_until > now.at AND NOT c.idle) AS in_use,
            max(n.lease_until) FILTER (WHERE n.lease_until <= now.at) AS lost_at
     FROM presence_schema.connection c JOIN presence_schema.node n ON n.id = c.node_id
     WHERE c.user_id = asked.user_id
   ) AS live
   LEFT JOIN presence_schema.last_seen seen ON seen.user_id = asked.user_id`,
)

export class PostgresPresence implements Presence {
  readonly #db: Tx

  constructor(db: Tx) {
    this.#db = db
  }

  devicesOf(userIds: readonly string[]): Promise<DevicePresence[]> {
    return this.#db.query<DevicePresence>(selectDevices, [userIds])
  }
}

const renewLease = statement(
  'renew-presence-lease',
  `INSERT INTO presence_schema.node (id, lease_until) VALUES ($1, clock_timestamp() + make_interval(secs => ${leaseSeconds}))
   ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`,
)

const upsertConnections = statement(
  'upsert-presence-connections',
  `INSERT INTO presence_schema.connection AS known (node_id, id, user_id, idle)
   SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::boolean[])
   ON CONFLICT (node_id, id) DO UPDATE SET idle = excluded.idle WHERE known.idle <> excluded.idle
   RETURNING user_id`,
)

const updateIdle = statement(
  'update-presence-idle',
  'UPDATE presence_schema.connection SET idle = $3 WHERE node_id = $1 AND id = $2',
)

const saveSeen = (gone: string, at: string) => `
  INSERT INTO presence_schema.last_seen AS known (user_id, at) SELECT user_id, max(${at}) FROM ${gone} GROUP BY user_id ORDER BY user_id
  ON CONFLICT (user_id) DO UPDATE SET at = greatest(known.at, excluded.at)`

/** Younger ones may belong to a connection that is being made at this moment. */
const deleteForgotten = statement(
  'delete-forgotten-presence-connections',
  `WITH gone AS (
     DELETE FROM presence_schema.connection
     WHERE node_id = $1 AND NOT (id = ANY($2::text[])) AND connected_at < clock_timestamp() - make_interval(secs => ${leaseSeconds})
     RETURNING user_id
   ),
   seen AS (${saveSeen('gone', 'clock_timestamp()')})
   SELECT DISTINCT user_id FROM gone`,
)

const deleteConnection = statement(
  'delete-presence-connection',
  `WITH gone AS (DELETE FROM presence_schema.connection WHERE node_id = $1 AND id = $2 RETURNING user_id)
   ${saveSeen('gone', 'clock_timestamp()')}`,
)

/** Nobody was seen later than a lease held that was not given back. */
const deleteNodes = (condition: string) => `
  WITH dead AS (DELETE FROM presence_schema.node WHERE ${condition} RETURNING id, lease_until),
  gone AS (
    DELETE FROM presence_schema.connection c
    WHERE c.node_id IN (SELECT id FROM dead) OR NOT EXISTS (SELECT FROM presence_schema.node n WHERE n.id = c.node_id)
    RETURNING c.user_id, c.node_id
  ),
  seen AS (
    ${saveSeen('gone LEFT JOIN dead ON dead.id = gone.node_id', 'least(dead.lease_until, statement_timestamp())')}
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

  async renew(connections: readonly NodeConnection[]): Promise<string[]> {
    await this.#db.query(renewLease, [this.#nodeId])
    const changed = await this.#upsert(connections)
    const ids = connections.map((connection) => connection.id)
    const removed = await this.#db.query<{ user_id: string }>(deleteForgotten, [this.#nodeId, ids])
    return [...new Set([...changed, ...removed.map((row) => row.user_id)])]
  }

  async connected(connection: NodeConnection): Promise<void> {
    await this.#upsert([connection])
  }

  async idle(connectionId: string, idle: boolean): Promise<void> {
    await this.#db.query(updateIdle, [this.#nodeId, connectionId, idle])
  }

  async disconnected(connectionId: string): Promise<void> {
    await this.#db.query(deleteConnection, [this.#nodeId, connectionId])
  }

  async leave(): Promise<string[]> {
    const rows = await this.#db.query<{ user_id: string }>(leaveNode, [this.#nodeId])
    return rows.map((row) => row.user_id)
  }

  async #upsert(connections: readonly NodeConnection[]): Promise<string[]> {
    if (connections.length === 0) return []
    const rows = await this.#db.query<{ user_id: string }>(upsertConnections, [
      this.#nodeId,
      connections.map((connection) => connection.id),
      connections.map((connection) => connection.userId),
      connections.map((connection) => connection.idle),
    ])
    return rows.map((row) => row.user_id)
  }
}

/** Removes the nodes whose lease has ended, with their connections, and answers whose connections those were. */
export async function sweepPostgresPresence(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(sweepNodes)
  return rows.map((row) => row.user_id)
}
