import type { Receipt } from '@chatsphere/contracts'

export type TickState = 'pending' | 'failed' | 'sent' | 'delivered' | 'read'

/** How far a stored message has got: with everybody, or it has not got there. */
export function tickState(position: number, receipts: readonly Receipt[]): 'sent' | 'delivered' | 'read' {
  if (receipts.length === 0) return 'sent'
  if (receipts.every((receipt) => receipt.readPosition >= position)) return 'read'
  // What was read has been delivered, also if the second receipt is late.
  return receipts.every((receipt) => Math.max(receipt.deliveredPosition, receipt.readPosition) >= position) ? 'delivered' : 'sent'
}
