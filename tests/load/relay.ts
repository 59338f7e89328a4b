import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { consumerNames } from '@chatsphere/contracts'
import { type Database, openDatabase, statement } from '@chatsphere/db'
import { migrate } from '@chatsphere/db/migrate'
import { connect } from 'amqplib'
import { startEmbeddedPostgres } from '../../tools/start/embedded-postgres.ts'
import { findServers } from '../../tools/test/find-servers.ts'
import { Population } from './population.ts'
import { readUsage } from './process-usage.ts'

/**
 * How fast events get from the outbox to the bus, and through it to what a consumer commits: a full outbox, on a PostgreSQL with
 * its durable settings, emptied by one workers process and by two. In the end every event must be published, and handled once.
 */
const { values } = parseArgs({
  options: { events: { type: 'string', default: '40000' }, workers: { type: 'string', default: '1,2' } },
})
const eventCount = Number(values.events)
const conversationCount = 200

const fillOutbox = statement(
  'bench-fill',
  `INSERT INTO event_schema.outbox (id, topic, key, payload)
   SELECT gen_random_uuid(), 'message.created.v1', id, jsonb_build_object('conversationId', id, 'messageId', gen_random_uuid(),
     'authorId', gen_random_uuid(), 'position', number, 'revision', number)
   FROM (SELECT number, ($1::text[])[1 + number % cardinality($1::text[])] AS id FROM generate_series(1, $2::int) AS number) AS events`,
)
const emptyTables = statement('bench-empty', 'TRUNCATE event_schema.outbox, event_schema.inbox, event_schema.queued')
const measure = statement(
  'bench-measure',
  `SELECT (SELECT count(*)::int FROM event_schema.outbox WHERE published_at IS NOT NULL) AS published,
          (SELECT extract(epoch FROM max(published_at) - min(published_at))::float8 FROM event_schema.outbox) AS "publishSeconds",
          count(*)::int AS handled, extract(epoch FROM max(handled_at) - min(handled_at))::float8 AS "handleSeconds",
          (SELECT count(*)::int FROM event_schema.queued) AS queued
   FROM event_schema.inbox`,
)

interface Measured {
  readonly published: number
  readonly publishSeconds: number
  readonly handled: number
  readonly handleSeconds: number
  readonly queued: number
}

async function startWorker(databaseUrl: string, broker: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'relay-worker.ts'), databaseUrl, ...broker], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('Its output is read')
  await once(child.stdout, 'data')
  return child
}

async function run(name: string, db: Database, databaseUrl: string, conversationIds: string[], broker: readonly string[]) {
  for (const count of values.workers.split(',').map(Number)) {
    await db.query(emptyTables)
    const workers = await Promise.all(Array.from({ length: count }, () => startWorker(databaseUrl, broker)))
    await db.query(fillOutbox, [conversationIds, eventCount])
    let measured: Measured | undefined
    while (measured?.handled !== eventCount) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      measured = (await db.query<Measured>(measure))[0]
    }
    const usages = await Promise.all(workers.map(({ pid }) => readUsage(pid ?? 0)))
    for (const worker of workers) worker.stdin?.end()
    await Promise.all(workers.map((worker) => once(worker, 'exit')))
    const last = (await db.query<Measured>(measure))[0] ?? measured
    const rate = (seconds: number) => `${Math.round(eventCount / seconds).toLocaleString('en')}/s`.padStart(9)
    const cpu = usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
    console.log(
      `${name.padEnd(10)} ${count} worker${count === 1 ? ' ' : 's'}  published ${rate(last.publishSeconds)}  ` +
        `handled ${rate(last.handleSeconds)}  CPU of the workers per 1,000: ${((cpu / eventCount) * 1000).toFixed(3)} s`,
    )
    if (last.published !== eventCount || last.handled !== eventCount || last.queued !== 0) {
      console.log(`  but ${last.published} published, ${last.handled} handled, ${last.queued} still queued of ${eventCount}`)
      process.exitCode = 1
    }
  }
}

const folder = await mkdtemp(path.join(tmpdir(), 'chatsphere-bench-'))
const postgres = await startEmbeddedPostgres({
  dataDir: path.join(folder, 'postgres'),
  passwords: { admin: 'admin', owner: 'owner' },
})
try {
  await migrate(postgres.url)
  const population = await Population.open({ databaseUrl: postgres.url, authSecret: randomUUID(), issuer: 'http://localhost' })
  const people = await population.add(2 * conversationCount)
  const conversationIds: string[] = []
  for (const [index, person] of people.entries()) {
    const other = people[index + 1]
    if (index % 2 === 0 && other) conversationIds.push(await population.direct(person, other))
  }
  await population.close()

  const db = openDatabase({ url: postgres.url })
  await run('PostgreSQL', db, postgres.url, conversationIds, [])
  const { env, missing } = await findServers(process.env)
  const rabbitmqUrl = env.TEST_RABBITMQ_URL
  if (!rabbitmqUrl) for (const { name, howToGet } of missing) console.log(`${name} was not measured. Get one: ${howToGet}`)
  else {
    const prefix = `chatsphere-bench-${randomUUID()}`
    await run('RabbitMQ', db, postgres.url, conversationIds, [rabbitmqUrl, prefix])
    const broker = await connect(rabbitmqUrl)
    const channel = await broker.createChannel()
    for (const consumer of consumerNames) {
      await channel.deleteQueue(`${prefix}.${consumer}`)
      await channel.deleteQueue(`${prefix}.${consumer}.dead`)
    }
    await channel.deleteExchange(`${prefix}.events`)
    await broker.close()
  }
  await db.close()
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
