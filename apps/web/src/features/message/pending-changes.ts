import type { ChatClient } from '@chatsphere/client'
import type { Message, Reaction } from '@chatsphere/contracts'
import { type PendingMessages, pendingMessagesOf } from './pending-messages.ts'

/** What has been asked of a message and is not answered. */
export interface PendingChange {
  /** By emoji: put, or taken back. */
  reactions?: Readonly<Record<string, boolean>>
  body?: string
  pinned?: boolean
  deleted?: boolean
}

type CallName = 'react' | 'edit' | 'pin' | 'unpin' | 'delete'
/** What they answer is in the client's state already. */
type Calls = { [Name in CallName]: (...given: Parameters<ChatClient[Name]>) => Promise<unknown> }
type MessageRef = Pick<Message, 'conversationId' | 'id'>

/**
 * Changes of messages that are shown at once, before the server has answered. Each is *pending* until its answer: then the message
 * itself has it, or it was refused and is as before, which whoever asked for it is told.
 *
 * Of one emoji on one message one call is under way at a time, and the last wish follows it: however fast somebody presses, what is
 * shown in the end is what the server has.
 */
export class PendingChanges {
  readonly #calls: Calls
  readonly #meId: string
  /** Where the views read them. */
  readonly #shown: PendingMessages
  readonly #pending = new Map<string, PendingChange>()
  readonly #reacting = new Set<string>()

  constructor(options: { calls: Calls; meId: string; shown: PendingMessages }) {
    this.#calls = options.calls
    this.#meId = options.meId
    this.#shown = options.shown
  }

  of(messageId: string): PendingChange | undefined {
    return this.#pending.get(messageId)
  }

  /** Rejects if the last wish is refused. */
  async react(message: MessageRef, emoji: string, on: boolean): Promise<void> {
    this.#wishReaction(message.id, emoji, on)
    const call = `${message.id} ${emoji}`
    if (this.#reacting.has(call)) return
    this.#reacting.add(call)
    try {
      for (let wish: boolean | undefined = on; wish !== undefined; ) {
        const asked: boolean = wish
        await this.#calls.react(message, emoji, asked)
        const next: boolean | undefined = this.of(message.id)?.reactions?.[emoji]
        wish = next === asked ? undefined : next
      }
    } finally {
      this.#reacting.delete(call)
      this.#wishReaction(message.id, emoji, undefined)
    }
  }

  edit(message: MessageRef & { version: number }, body: string): Promise<void> {
    return this.#until(message.id, { body }, () => this.#calls.edit(message, body))
  }

  pin(message: MessageRef, pinned: boolean): Promise<void> {
    return this.#until(message.id, { pinned }, () => (pinned ? this.#calls.pin(message) : this.#calls.unpin(message)))
  }

  delete(message: MessageRef): Promise<void> {
    return this.#until(message.id, { deleted: true }, () => this.#calls.delete(message))
  }

  async #until(messageId: string, change: PendingChange, call: () => Promise<unknown>): Promise<void> {
    this.#set(messageId, { ...this.of(messageId), ...change })
    try {
      await call()
    } finally {
      const names = Object.keys(change)
      const left = Object.entries(this.of(messageId) ?? {}).filter(([name]) => !names.includes(name))
      this.#set(messageId, Object.fromEntries(left))
    }
  }

  #wishReaction(messageId: string, emoji: string, on: boolean | undefined): void {
    const { reactions = {}, ...rest } = this.of(messageId) ?? {}
    const { [emoji]: _before, ...others } = reactions
    const wished = on === undefined ? others : { ...others, [emoji]: on }
    this.#set(messageId, Object.keys(wished).length > 0 ? { ...rest, reactions: wished } : rest)
  }

  #set(messageId: string, change: PendingChange): void {
    if (Object.keys(change).length === 0) {
      this.#pending.delete(messageId)
      this.#shown.set(messageId, undefined)
      return
    }
    this.#pending.set(messageId, change)
    this.#shown.set(messageId, {
      view: (message) => withPending(message, change, this.#meId),
      waits: change.body !== undefined,
    })
  }
}

const known = new WeakMap<ChatClient, PendingChanges>()

/** One for each client, so that what is pending outlives a change of the conversation. */
export function pendingChangesOf(client: ChatClient): PendingChanges {
  let changes = known.get(client)
  if (changes === undefined) {
    changes = new PendingChanges({ calls: client, meId: client.me.id, shown: pendingMessagesOf(client) })
    known.set(client, changes)
  }
  return changes
}

/** The message as it will be. */
function withPending(message: Message, change: PendingChange, meId: string): Message {
  const { reactions = {}, body, pinned, deleted } = change
  return {
    ...message,
    reactions: Object.entries(reactions).reduce((all, [emoji, on]) => withReaction(all, emoji, on, meId), message.reactions),
    ...(body !== undefined && { body, editedAt: message.editedAt ?? message.createdAt }),
    ...(pinned !== undefined && { pinnedAt: pinned ? (message.pinnedAt ?? message.createdAt) : null }),
    ...(deleted === true && { body: '', reactions: [], pinnedAt: null, deletedAt: message.createdAt }),
  }
}

/** A new emoji comes last, and one that nobody has left goes, as the server has it. */
function withReaction(reactions: Reaction[], emoji: string, on: boolean, meId: string): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji)
  const others = known?.userIds.filter((userId) => userId !== meId) ?? []
  const userIds = on ? (known?.userIds.includes(meId) ? known.userIds : [...others, meId]) : others
  if (known === undefined) return on ? [...reactions, { emoji, userIds, count: 1 }] : reactions
  return reactions.flatMap((reaction) =>
    reaction !== known ? [reaction] : userIds.length > 0 ? [{ emoji, userIds, count: userIds.length }] : [],
  )
}
