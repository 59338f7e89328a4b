import type { ChatClient } from '@chatsphere/client'
import type { Conversation } from '@chatsphere/contracts'
import type { Row } from '../history.ts'
import { canonical, digestOf, rowOf } from './row-digest.ts'

/** What a client shows of one conversation, so that it can be compared with what a fresh one shows. */
export interface ConversationView {
  readonly id: string
  /** The summary in one text, the same for equal summaries. */
  readonly summary: string
  readonly revision: number
  readonly unread: number
  readonly readPosition: number
  /** Ascending; the loaded range. */
  readonly rows: readonly Row[]
}

/** The same with the rows as one number of them and one digest, cheap to ask for again and again. */
export interface ConversationDigest extends Omit<ConversationView, 'rows'> {
  readonly low: number
  readonly count: number
  readonly rowsDigest: string
}

export interface StoreView {
  readonly status: string
  readonly ready: boolean
  readonly unsent: number
  /** Account, settings and status in one text. */
  readonly own: string
  readonly conversations: readonly ConversationView[]
}

export type StoreDigest = Omit<StoreView, 'conversations'> & { readonly conversations: readonly ConversationDigest[] }

/** Receipts have no order of their own. */
function summaryText(conversation: Conversation): string {
  const receipts = conversation.receipts.toSorted((one, other) => (one.userId < other.userId ? -1 : 1))
  return canonical({ ...conversation, receipts })
}

export function viewStore(client: ChatClient): StoreView {
  const { ready, connection, conversations, own } = client.state()
  return {
    status: connection.status,
    ready,
    unsent: connection.unsent,
    own: canonical(own ?? null),
    conversations: conversations.map((conversation) => ({
      id: conversation.id,
      summary: summaryText(conversation),
      revision: conversation.revision,
      unread: conversation.unread,
      readPosition: conversation.readPosition,
      rows: client.timeline(conversation.id).messages.map(rowOf),
    })),
  }
}

export function digestRows(rows: readonly Row[]): string {
  return digestOf(rows.map(({ id, digest }) => `${id} ${digest}`).join('\n'))
}

/** `rows` of one conversation are read again only where they are others: their digests are the costly part. */
export class StoreDigester {
  readonly #known = new WeakMap<readonly unknown[], { low: number; count: number; rowsDigest: string }>()

  digest(client: ChatClient): StoreDigest {
    const { ready, connection, conversations, own } = client.state()
    return {
      status: connection.status,
      ready,
      unsent: connection.unsent,
      own: canonical(own ?? null),
      conversations: conversations.map((conversation) => {
        const { messages } = client.timeline(conversation.id)
        const known = this.#known.get(messages)
        const rows = known ?? {
          low: messages[0]?.position ?? 0,
          count: messages.length,
          rowsDigest: digestRows(messages.map(rowOf)),
        }
        this.#known.set(messages, rows)
        const { id, revision, unread, readPosition } = conversation
        return { id, summary: summaryText(conversation), revision, unread, readPosition, ...rows }
      }),
    }
  }
}
