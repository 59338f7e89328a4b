import { type ConversationChanges, type SyncInput, type SyncResult, syncHaveMax } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { Actor, Ctx } from '../context.ts'
import { getOwnState, getUserRevision } from '../users/index.ts'
import { getEpoch, listSummaries } from './conversation-repository.ts'
import { type HeadRow, listChanges, listOwnHeads } from './head-repository.ts'
import { getReceiptsClock, listReceiptsSince } from './receipt-repository.ts'

/** More missed revisions than this are not told one by one: the newest page answers instead. */
const gapMax = 200
const changesPageMax = 100
const newestPageMax = 50
/** Rows in one answer. What does not fit is answered empty with `more`, and asked for again. */
const rowsMax = 2_000

/**
 * The one path for cold start, reconnect and gap: everything that changed since what the caller has. May tell a change twice
 * (the row with the newest revision wins), never skips one: the caller's revisions are read before what they stand for.
 * See docs/subsystems/delivery.md. With a full `have` (500) conversations that it leaves out are told only if their own stamp moved.
 */
export async function syncChat(ctx: Ctx, actor: Actor, input: SyncInput): Promise<SyncResult> {
  await ctx.limits.consume('syncPerAccount', actor.userId)
  const receiptsAt = await getReceiptsClock(ctx.db)
  const epoch = await getEpoch(ctx.db)
  const userRevision = await getUserRevision(ctx.db, actor.userId)
  const heads = await listOwnHeads(ctx.db, actor.userId)
  const reset = isFromAnotherHistory(input, { epoch, userRevision, heads })
  const since: Since = reset
    ? { have: new Map(), userRevision: 0, haveIsFull: false }
    : {
        have: new Map(input.have.map((entry) => [entry.conversationId, entry.revision])),
        userRevision: input.userRevision ?? 0,
        haveIsFull: input.have.length === syncHaveMax,
      }
  const present = new Set(heads.map((head) => head.conversation_id))
  const moved = heads.filter((head) => hasMoved(head, since))
  return {
    epoch,
    userRevision,
    conversations: moved.length === 0 ? [] : await listSummaries(ctx.db, actor.userId, idsOf(moved)),
    removed: [...since.have.keys()].filter((id) => !present.has(id)),
    changes: await listMissed(ctx.db, actor, moved, since),
    receipts: input.receiptsSince && !reset ? await listReceiptsSince(ctx.db, actor.userId, input.receiptsSince) : [],
    receiptsAt,
    own: await getOwnState(ctx.db, actor.userId),
    ...(reset && { reset }),
  }
}

interface Since {
  have: ReadonlyMap<string, number>
  userRevision: number
  haveIsFull: boolean
}

function idsOf(heads: readonly HeadRow[]): string[] {
  return heads.map((head) => head.conversation_id)
}

/** Without an epoch there is nothing to contradict. */
function isFromAnotherHistory(
  input: SyncInput,
  now: { epoch: string; userRevision: number; heads: readonly HeadRow[] },
): boolean {
  if (input.epoch === undefined) return false
  const revisions = new Map(now.heads.map((head) => [head.conversation_id, head.revision]))
  return (
    input.epoch !== now.epoch ||
    (input.userRevision ?? 0) > now.userRevision ||
    input.have.some((entry) => entry.revision > (revisions.get(entry.conversationId) ?? Number.POSITIVE_INFINITY))
  )
}

function hasMoved(head: HeadRow, since: Since): boolean {
  const known = since.have.get(head.conversation_id)
  const stampMoved = head.user_revision > since.userRevision
  return known === undefined ? stampMoved || !since.haveIsFull : stampMoved || head.revision > known
}

async function listMissed(tx: Tx, actor: Actor, moved: readonly HeadRow[], since: Since): Promise<ConversationChanges[]> {
  const after = (head: HeadRow) => since.have.get(head.conversation_id) ?? 0
  const behind = moved.filter((head) => head.revision > after(head))
  const earliest = new Map<string, number>()
  const newest = new Map<string, number>()
  const postponed: ConversationChanges[] = []
  let rows = 0
  for (const head of behind) {
    const gap = head.revision - after(head)
    const expected = gap > gapMax ? newestPageMax : Math.min(gap, changesPageMax)
    if (rows > 0 && rows + expected > rowsMax) {
      postponed.push({ conversationId: head.conversation_id, messages: [], through: after(head), more: true })
      continue
    }
    rows += expected
    if (gap > gapMax) newest.set(head.conversation_id, 0)
    else earliest.set(head.conversation_id, after(head))
  }
  const told = await listChanges(tx, actor.userId, earliest, { which: 'earliest', limit: changesPageMax })
  const limited = await listChanges(tx, actor.userId, newest, { which: 'newest', limit: newestPageMax })
  return [
    ...[...told].map(([conversationId, { head, messages }]): ConversationChanges => {
      const more = messages.length === changesPageMax && (messages.at(-1)?.revision ?? head) < head
      return { conversationId, messages, through: more ? (messages.at(-1)?.revision ?? head) : head, more }
    }),
    ...[...limited].map(
      ([conversationId, { head, messages }]): ConversationChanges => ({
        conversationId,
        messages,
        through: head,
        more: false,
        limited: true,
      }),
    ),
    ...postponed,
  ]
}
