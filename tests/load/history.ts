import { parseArgs } from 'node:util'
import { createGroup, listHistory, syncChat } from '@chatsphere/domain'
import { createAccountFor, createTestCtx, createTestDatabase, sendNew, type TestAccount, type TestCtx } from '@chatsphere/testing'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { withThrowAwayDatabase } from '../../tools/test/throw-away-database.ts'

/**
 * What a page of history costs in a conversation of many messages: at its end, in its middle and at its beginning, and beside it in a short one.
 * The conversation is made by SQL; the pages are asked for by the acts that answer them in production.
 */
const { values } = parseArgs({
  options: { messages: { type: 'string', default: '1000000' }, pages: { type: 'string', default: '201' } },
})
const messageCount = Number(values.messages)
const pageCount = Number(values.pages)
const shortCount = 1_000

/** As the acts would have stored them: positions and revisions without a gap, the authors in turn. */
const fill = `
  WITH added AS (
    INSERT INTO chat_schema.message (conversation_id, id, position, revision, author_id, body, created_at)
    SELECT $1, gen_random_uuid(), number, number, ($2::uuid[])[1 + number % 2],
      'Message ' || number || repeat(' and some more words', number % 12), clock_timestamp() - make_interval(secs => $4 - number)
    FROM generate_series($3::int, $4::int) AS number
  )
  UPDATE chat_schema.conversation SET revision = $4, last_position = $4 WHERE id = $1`

async function fillConversation(
  url: string,
  conversationId: string,
  authors: readonly TestAccount[],
  count: number,
  from: number,
) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(fill, [conversationId, authors.map(({ actor }) => actor.userId), from, count])
    await client.query('VACUUM ANALYZE chat_schema.message')
  } finally {
    await client.end()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let page = 0; page < pageCount; page++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return times.sort((one, other) => one - other)[Math.floor(pageCount / 2)] ?? Number.NaN
}

async function measure(ctx: TestCtx, { actor }: TestAccount, conversationId: string, count: number) {
  const page = async (input: { before?: number; around?: number }, wanted: number) => {
    const { messages } = await listHistory(ctx, actor, { conversationId, limit: 50, ...input })
    if (messages.length !== wanted) throw new Error(`A page had ${messages.length} messages instead of ${wanted}`)
  }
  return {
    'the newest page': await timed(() => page({}, 50)),
    'before the middle': await timed(() => page({ before: Math.floor(count / 2) }, 50)),
    'around the middle': await timed(() => page({ around: Math.floor(count / 2) }, 50)),
    'the first page': await timed(() => page({ before: 51 }, 50)),
    'sync, ten messages behind': await timed(() => syncChat(ctx, actor, { have: [{ conversationId, revision: count - 10 }] })),
  }
}

await withThrowAwayDatabase(new AbortController().signal, async ({ url }) => {
  process.env.TEST_DATABASE_URL = url
  const database = await createTestDatabase()
  try {
    const ctx = await createTestCtx(database.open('chatsphere_web'))
    const ada = await createAccountFor(ctx, 'ada')
    const bob = await createAccountFor(ctx, 'bob')
    const made: { count: number; times: Awaited<ReturnType<typeof measure>> }[] = []
    for (const count of [shortCount, messageCount]) {
      const group = { id: uuidv7(), kind: 'group' as const, name: `${count}`, visibility: 'private' as const }
      await createGroup(ctx, ada.actor, { ...group, memberIds: [bob.actor.userId] })
      const { position } = await sendNew(ctx, bob.actor, group.id, 'the first')
      await fillConversation(database.url, group.id, [ada, bob], count, position + 1)
      made.push({ count, times: await measure(ctx, ada, group.id, count) })
    }
    const [short, long] = made
    console.log(
      `\n| 50 messages, median of ${pageCount} | ${short?.count} messages | ${long?.count} messages |\n| --- | --- | --- |`,
    )
    for (const [what, ms] of Object.entries(long?.times ?? {})) {
      const beside = short?.times[what as keyof typeof short.times] ?? Number.NaN
      console.log(`| ${what} | ${beside.toFixed(2)} ms | ${ms.toFixed(2)} ms |`)
    }
  } finally {
    await database.drop()
  }
})
