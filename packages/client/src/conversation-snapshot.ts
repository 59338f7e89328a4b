import type { Conversation, Message } from '@chatsphere/contracts'
import { ConversationRecord } from './conversation-record.ts'

/** As many of the newest messages as a page of the server has. */
const messagesMax = 50

/** One conversation as it is kept on a device: plain data. */
export interface ConversationSnapshot {
  summary: Conversation
  /** All changes up to this revision are known; 0 without messages, so that the next sync brings a page. */
  cursor: number
  /** The newest ones, without a gap. Undefined: not loaded, or left out. */
  messages: readonly Message[] | undefined
  /** What this device has read and the server does not know yet. */
  unreportedRead: number | undefined
}

export function takeConversationSnapshot(record: ConversationRecord, withMessages: boolean): ConversationSnapshot {
  const messages = withMessages && record.isLoaded ? record.messages().slice(-messagesMax) : undefined
  return {
    summary: record.view(),
    cursor: messages ? record.cursor : 0,
    messages,
    unreportedRead: record.unreportedRead?.position,
  }
}

/** The record as if the newest page had just come from the server, and what was read since had been read here. */
export function restoreConversation(ownUserId: string, snapshot: ConversationSnapshot): ConversationRecord {
  const { summary, cursor, messages, unreportedRead } = snapshot
  // The summary tells what was read here as if the server knew it.
  const readPosition = unreportedRead === undefined ? summary.readPosition : Math.min(summary.readPosition, unreportedRead - 1)
  const record = new ConversationRecord(ownUserId, { ...summary, readPosition })
  if (messages) {
    record.applyChanges({ conversationId: summary.id, messages: [...messages], through: cursor, more: false, limited: true })
  }
  if (unreportedRead !== undefined) record.readTo(unreportedRead)
  return record
}
