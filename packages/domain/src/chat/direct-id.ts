import { createHash } from 'node:crypto'

/**
 * The id of the one direct conversation of a pair, the same from both sides: a UUIDv8 of the pair's ids. It makes the primary
 * key the unique key of the pair, in the column that the chat tables are distributed by.
 */
export function directConversationId(oneUserId: string, otherUserId: string): string {
  const pair = [oneUserId, otherUserId].sort().join('/')
  const bytes = createHash('sha256').update(`direct/${pair}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
