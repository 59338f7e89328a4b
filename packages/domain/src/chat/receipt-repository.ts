import { type ReceiptChanged, receiptMembersMax } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

/** A change becomes visible when its transaction commits, a little after the time that it wrote. */
const overlapSeconds = 10

interface ReceiptRow {
  to_user_id: string
  conversation_id: string
  user_id: string
  read_position_max: number
  delivered_position: number
}

/** The others' receipts in the conversations of `$1` that are small enough for receipts to be told; `since` is an expression. */
function receiptsStatement(name: string, since: string) {
  return statement(
    name,
    `SELECT own.user_id AS to_user_id, other.conversation_id, other.user_id, other.read_position_max, other.delivered_position
     FROM chat_schema.participant other
     JOIN chat_schema.participant own ON own.conversation_id = other.conversation_id AND own.user_id <> other.user_id
     WHERE own.user_id = ANY($1::uuid[]) AND own.left_at IS NULL AND other.left_at IS NULL
       AND other.receipt_at > ${since} - make_interval(secs => ${overlapSeconds})
       AND (SELECT count(*) FROM (
         SELECT FROM chat_schema.participant member
         WHERE member.conversation_id = own.conversation_id AND member.left_at IS NULL LIMIT ${receiptMembersMax + 1}
       ) AS members) <= ${receiptMembersMax}`,
  )
}

/** Index participant_receipt_at_idx. */
const selectSince = receiptsStatement('select-receipts-since', '$2::timestamptz')
const selectRecent = receiptsStatement('select-recent-receipts', 'clock_timestamp() - make_interval(secs => $2)')
const selectClock = statement('select-clock', 'SELECT clock_timestamp() AS now')

function receiptView(row: ReceiptRow): ReceiptChanged {
  return {
    conversationId: row.conversation_id,
    userId: row.user_id,
    readPosition: row.read_position_max,
    deliveredPosition: row.delivered_position,
  }
}

/** The others' receipts that one user may have missed since a moment that `getReceiptsClock` told. */
export async function listReceiptsSince(tx: Tx, userId: string, since: string): Promise<ReceiptChanged[]> {
  const rows = await tx.query<ReceiptRow>(selectSince, [[userId], since])
  return rows.map(receiptView)
}

/** Of the last `seconds`, for many users at once, with whom each is to be told. */
export async function listRecentReceipts(
  tx: Tx,
  userIds: readonly string[],
  seconds: number,
): Promise<{ toUserId: string; receipt: ReceiptChanged }[]> {
  const rows = await tx.query<ReceiptRow>(selectRecent, [userIds, seconds])
  return rows.map((row) => ({ toUserId: row.to_user_id, receipt: receiptView(row) }))
}

/** The database's clock, to ask from at the next sync. */
export async function getReceiptsClock(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ now: Date }>(selectClock)
  if (!row) throw new Error('The database has no clock')
  return row.now.toISOString()
}
