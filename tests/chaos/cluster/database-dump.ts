import { consumerBindings } from '@chatsphere/contracts'
import pg from 'pg'
import type { DatabaseDump, PresenceFacts } from '../checker/evidence.ts'
import { digestOf } from '../clients/row-digest.ts'
import type { KnownConnection } from './redis-server.ts'

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`

const bindings = Object.entries(consumerBindings).flatMap(([consumer, topics]) =>
  topics.map((topic) => [consumer, topic] as const),
)

const statements = {
  conversations: `SELECT id, kind, history, revision::float8, last_position::float8 AS "lastPosition" FROM chat_schema.conversation`,
  messages: `SELECT conversation_id AS "conversationId", id, position::float8, revision::float8, version, author_id AS "authorId", kind,
    deleted_at IS NOT NULL AS deleted, body FROM chat_schema.message`,
  participants: `SELECT conversation_id AS "conversationId", user_id AS "userId", left_at IS NOT NULL AS left,
    history_from::float8 AS "historyFrom", read_position::float8 AS "readPosition" FROM chat_schema.participant`,
  userRevisions: `SELECT user_id AS "userId", revision::float8 FROM user_schema.user_state`,
  outbox: `SELECT id, topic, payload, ${ms('created_at')} AS "createdAt", published_at IS NOT NULL AS published FROM event_schema.outbox`,
  inbox: `SELECT consumer, event_id AS "eventId" FROM event_schema.inbox`,
  queued: `SELECT consumer, event_id AS "eventId", attempts, parked_at IS NOT NULL AS parked, last_error AS "lastError" FROM event_schema.queued`,
  sessions: `SELECT id, user_id AS "userId", ${ms('revoked_at')} AS "revokedAt" FROM auth_schema.session`,
}

/** A connection past all faults, as the superuser: what the supervisor looks with. */
export async function withDatabase<Result>(adminUrl: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: adminUrl })
  // A server that is made to crash meanwhile is no error of this process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Everything in one snapshot. */
export function dumpDatabase(adminUrl: string): Promise<Omit<DatabaseDump, 'connections'>> {
  return withDatabase(adminUrl, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const rowsOf = async <Name extends keyof typeof statements>(name: Name) =>
      (await client.query<DatabaseDump[Name][number]>(statements[name])).rows
    const dump = {
      conversations: await rowsOf('conversations'),
      messages: (await rowsOf('messages')).map((row) => ({ ...row, body: digestOf(row.body) })),
      participants: await rowsOf('participants'),
      userRevisions: await rowsOf('userRevisions'),
      outbox: await rowsOf('outbox'),
      inbox: await rowsOf('inbox'),
      queued: await rowsOf('queued'),
      sessions: await rowsOf('sessions'),
    }
    await client.query('COMMIT')
    return dump
  })
}

/** What was chosen, and by whom one was last seen, in one snapshot. */
export function dumpPresence(adminUrl: string): Promise<PresenceFacts> {
  const at = (column: string) => `${ms(column)} AS "${column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}"`
  return withDatabase(adminUrl, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const rowsOf = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows
    const facts: PresenceFacts = {
      now: (await rowsOf<{ now: number }>(`SELECT ${ms('clock_timestamp()')} AS now`))[0]?.now ?? 0,
      statuses: await rowsOf(
        `SELECT user_id AS "userId", status, emoji, text, ${at('expires_at')}, ${at('hidden_until')}, ${at('hidden_last_seen_at')}
         FROM presence_schema.status`,
      ),
      blocks: await rowsOf('SELECT user_id AS "userId", blocked_id AS "blockedId" FROM user_schema.block'),
      hiders: (
        await rowsOf<{ userId: string }>(
          `SELECT user_id AS "userId" FROM user_schema.user_state WHERE settings ->> 'lastSeen' = 'nobody'`,
        )
      ).map(({ userId }) => userId),
      lastSeen: await rowsOf(`SELECT user_id AS "userId", ${ms('at')} AS at FROM presence_schema.last_seen`),
      places: await rowsOf(
        'SELECT conversation_id AS "conversationId", user_id AS "userId", left_at IS NOT NULL AS left FROM chat_schema.participant',
      ),
    }
    await client.query('COMMIT')
    return facts
  })
}

export interface Drained {
  readonly unpublished: number
  readonly queued: number
  /** Published, and neither handled nor in a queue of the database: in one of the broker. */
  readonly underWay: number
}

/** What the workers have still to do. */
export function countUndone(adminUrl: string): Promise<Drained> {
  return withDatabase(adminUrl, async (client) => {
    const { rows } = await client.query<Drained>(
      `SELECT (SELECT count(*)::int FROM event_schema.outbox WHERE published_at IS NULL) AS unpublished,
              (SELECT count(*)::int FROM event_schema.queued WHERE parked_at IS NULL) AS queued,
              (SELECT count(*)::int FROM event_schema.outbox o, unnest($1::text[], $2::text[]) AS bound(consumer, topic)
               WHERE o.topic = bound.topic AND o.published_at IS NOT NULL AND NOT EXISTS (
                 SELECT FROM event_schema.inbox i WHERE i.consumer = bound.consumer AND i.event_id = o.id
               ) AND NOT EXISTS (
                 SELECT FROM event_schema.queued q WHERE q.consumer = bound.consumer AND q.event_id = o.id
               )) AS "underWay"`,
      [bindings.map(([consumer]) => consumer), bindings.map(([, topic]) => topic)],
    )
    return rows[0] ?? { unpublished: 0, queued: 0, underWay: 0 }
  })
}

/** The connections that presence knows of, where PostgreSQL keeps it. */
export function postgresConnections(adminUrl: string): Promise<KnownConnection[]> {
  return withDatabase(adminUrl, async (client) => {
    const { rows } = await client.query<KnownConnection>(
      `SELECT c.user_id AS "userId", c.idle, ${ms('n.lease_until')} AS "leaseUntil"
       FROM presence_schema.connection c JOIN presence_schema.node n ON n.id = c.node_id`,
    )
    return rows
  })
}

/** Ends some of the product's connections, as an operator or a failover does. Answers how many. */
export function terminateBackends(adminUrl: string, share: number): Promise<number> {
  return withDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name LIKE 'chatsphere%' AND pid <> pg_backend_pid() AND hashtext(pid::text) % 100 < $1::int`,
      [Math.round(share * 100)],
    )
    return rowCount ?? 0
  })
}
