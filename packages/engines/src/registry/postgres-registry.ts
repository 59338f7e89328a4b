import type { Service } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import type { Registry } from '@chatsphere/domain'
import { leaseSeconds } from './registration.ts'

const renewLease = statement(
  'renew-process-lease',
  `INSERT INTO event_schema.process (id, name, host, url, version, started_at, sockets, busy, lease_until)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + make_interval(secs => ${leaseSeconds}))
   ON CONFLICT (id) DO UPDATE SET sockets = excluded.sockets, busy = excluded.busy, lease_until = excluded.lease_until`,
)

const deleteProcess = statement('delete-process', 'DELETE FROM event_schema.process WHERE id = $1')

const selectLive = statement(
  'select-live-processes',
  `SELECT id, name, host, url, version, started_at AS "startedAt", sockets, busy
   FROM event_schema.process WHERE lease_until > clock_timestamp() ORDER BY name, started_at, id`,
)

const selectRealtimeUrl = statement(
  'select-realtime-url',
  `SELECT url FROM event_schema.process
   WHERE name = 'realtime' AND url IS NOT NULL AND lease_until > clock_timestamp()
   ORDER BY sockets, random() LIMIT 1`,
)

/** A row per process. The table is as small as the installation: it needs no index but its key. */
export class PostgresRegistry implements Registry {
  readonly #db: Tx

  constructor(db: Tx) {
    this.#db = db
  }

  async renew({ id, name, host, url, version, startedAt, sockets, busy }: Service): Promise<void> {
    await this.#db.query(renewLease, [id, name, host, url, version, startedAt, sockets, busy])
  }

  async leave(id: string): Promise<void> {
    await this.#db.query(deleteProcess, [id])
  }

  async list(): Promise<Service[]> {
    const rows = await this.#db.query<Omit<Service, 'startedAt'> & { startedAt: Date }>(selectLive)
    return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() }))
  }

  async findRealtimeUrl(): Promise<string | null> {
    const [found] = await this.#db.query<{ url: string }>(selectRealtimeUrl)
    return found?.url ?? null
  }
}
