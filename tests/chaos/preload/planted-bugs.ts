/** A text of a product file and what stands in its place; it must be there exactly once. */
export interface Patch {
  readonly file: string
  readonly find: string
  readonly replace: string
}

export interface PlantedBug {
  readonly what: string
  readonly patches: readonly Patch[]
  /** Changes of the database that belong to it. */
  readonly sql?: readonly string[]
}

const sendQueue = 'packages/domain/src/chat/send-queue.ts'
const messageRepository = 'packages/domain/src/chat/message-repository.ts'
const record = 'packages/client/src/conversation-record.ts'
const presence = 'packages/engines/src/presence/postgres-presence.ts'
const presencePolicy = 'packages/domain/src/presence/presence-policy.ts'

const blindLook: Patch = {
  file: messageRepository,
  find: '  return rows.map(messageView)\n}\n\nexport async function storeMessages(',
  replace: '  return rows.slice(0, 0).map(messageView)\n}\n\nexport async function storeMessages(',
}

/** The bugs that prove the checker, by name. ../planted-runs.ts says how each is shown and which invariant has to catch it. */
export const plantedBugs: Readonly<Record<string, PlantedBug>> = {
  'no-unique-key': {
    what: 'The key of the message id is gone, and the look for it under the lock sees nothing.',
    patches: [blindLook],
    sql: ['ALTER TABLE chat_schema.message DROP CONSTRAINT message_pkey'],
  },
  'early-ack': {
    what: 'A send is acknowledged before its commit.',
    patches: [
      {
        file: sendQueue,
        find: 'stored = await this.#db.inTransaction((tx) => storeBatch(tx, batch))',
        replace: `stored = await this.#db.inTransaction(async (tx) => {
          const early = await storeBatch(tx, batch)
          for (const [index, call] of batch.entries()) settle(call, early.outcomes[index])
          return early
        })`,
      },
    ],
  },
  'look-before-lock': {
    what: 'The look for the message id is taken before the lock, and there is no second one.',
    patches: [
      {
        file: 'packages/domain/src/chat/store-batch.ts',
        find: '  const locked = await lockMany(tx, conversationIds)\n',
        replace: '',
      },
      {
        file: 'packages/domain/src/chat/store-batch.ts',
        find: '  const numberings = new Map(locked',
        replace: '  const locked = await lockMany(tx, conversationIds)\n  const numberings = new Map(locked',
      },
    ],
  },
  'ack-moves-cursor': {
    what: 'The client takes an acknowledgement for all that came before it.',
    patches: [
      {
        file: 'packages/client/src/chat-store.ts',
        find: 'this.#records.get(message.conversationId)?.put(message)',
        replace: 'this.#records.get(message.conversationId)?.acknowledge(message)',
      },
      {
        file: record,
        find: '  /** Reads up to a position on this device, at once. False: it was read before. */',
        replace: `  acknowledge(message) {
    this.put(message)
    this.#cursor = Math.max(this.#cursor, message.revision)
  }`,
      },
    ],
  },
  'no-heads': {
    what: 'The nodes send no heads.',
    patches: [
      {
        file: 'apps/realtime/src/head-keeper.ts',
        find: '  async sweep(): Promise<void> {\n',
        replace: '  async sweep(): Promise<void> {\n    if (this.#db) return\n',
      },
    ],
  },
  'limited-keeps-ranges': {
    what: 'The client keeps what it has loaded where sync says that too much was missed.',
    patches: [{ file: record, find: 'if (changes.limited) this.#forget(changes.through)', replace: '' }],
  },
  'stored-unread': {
    what: 'Unread is a counter in the row, raised by sends and reset by reading.',
    sql: ['ALTER TABLE chat_schema.participant ADD COLUMN unread_stored INTEGER NOT NULL DEFAULT 0'],
    patches: [
      {
        file: 'packages/domain/src/chat/conversation-repository.ts',
        find: 'unread.count AS unread,',
        replace: 'p.unread_stored AS unread,',
      },
      {
        file: 'packages/domain/src/chat/participant-repository.ts',
        find: '     read_version = $3, read_position = $4,\n',
        replace: '     read_version = $3, read_position = $4, unread_stored = 0,\n',
      },
      {
        file: messageRepository,
        find: '  await tx.query(insertMessages, [',
        replace: `  for (const message of messages) {
    const text = 'UPDATE chat_schema.participant SET unread_stored = least(100, unread_stored + 1) WHERE conversation_id = $1 AND user_id <> $2'
    await tx.query({ name: 'raise-unread', text }, [message.conversationId, message.authorId])
  }
  await tx.query(insertMessages, [`,
      },
    ],
  },
  'presence-counter': {
    what: 'Who is online is what was counted up and not down: no lease says that the node is still there.',
    patches: [
      { file: presence, find: '(WHERE n.lease_until > now.at) AS connected', replace: '(WHERE true) AS connected' },
      { file: presence, find: '(WHERE n.lease_until > now.at AND NOT c.idle)', replace: '(WHERE NOT c.idle)' },
      { file: presence, find: "deleteNodes('lease_until <= clock_timestamp()')", replace: "deleteNodes('false')" },
    ],
  },
  'invisible-shown': {
    what: 'Who is invisible is shown like everybody else.',
    patches: [
      { file: presencePolicy, find: "if (chosen.status === 'invisible') return {", replace: 'if (facts.disabled) return {' },
    ],
  },
  'blocked-watches': {
    what: 'Who is blocked goes on seeing what they watch.',
    patches: [{ file: presencePolicy, find: 'if (relation.blocked || facts.disabled)', replace: 'if (facts.disabled)' }],
  },
  'renewal-without-idle': {
    what: 'The renewal of the lease names all connections as in use.',
    patches: [
      {
        file: 'apps/realtime/src/presence-keeper.ts',
        find: 'this.#node.renew([...this.#connections.values()])',
        replace: 'this.#node.renew([...this.#connections.values()].map((each) => ({ ...each, idle: false })))',
      },
    ],
  },
  'no-presence-sweep': {
    what: 'The nodes tell of presence what they hear of, and do not look for what they have not heard of.',
    patches: [
      {
        file: 'apps/realtime/src/presence-watchers.ts',
        find: '    const userIds = [...this.#watchersOf.keys()]\n    const facts',
        replace: '    const userIds: string[] = []\n    const facts',
      },
    ],
  },
  'kick-only': {
    what: 'Sockets of a revoked session are cut by the kick alone.',
    patches: [
      {
        file: 'apps/realtime/src/node.ts',
        find: 'for (const id of ended) if',
        replace: 'for (const id of ended.slice(0, 0)) if',
      },
    ],
  },
  'removal-by-kick': {
    what: 'Live events go on to who was removed: only the word to their devices ends it.',
    patches: [
      {
        file: 'packages/domain/src/chat/locked-conversation.ts',
        find: 'const present = locked.places.filter((place) => !place.left_at)',
        replace: 'const present = locked.places',
      },
    ],
  },
  'mark-before-publish': {
    what: 'The relay marks events as published before they are on the bus.',
    patches: [
      {
        file: 'apps/workers/src/relay/relay-outbox.ts',
        find: '      await bus.publish(events)\n',
        replace: '      await savePublished(db, ids)\n      await bus.publish(events)\n',
      },
    ],
  },
  'event-after-commit': {
    what: 'The event of a send is written after its transaction.',
    patches: [
      {
        file: sendQueue,
        find: 'stored = await this.#db.inTransaction((tx) => storeBatch(tx, batch))',
        replace: `const later: [Parameters<typeof storeBatch>[0]['query'] extends (sql: infer Sql, values?: infer Values) => unknown ? Sql : never, readonly unknown[]][] = []
      stored = await this.#db.inTransaction((tx) =>
        storeBatch({ query: (sql, values = []) => sql.name === 'insert-outbox' ? (later.push([sql, values]), Promise.resolve([])) : tx.query(sql, values) }, batch),
      )
      for (const [sql, values] of later) await this.#db.query(sql, values)`,
      },
    ],
  },
  'hidden-history-live': {
    what: 'A change of an old message goes out with its body, whoever has joined since.',
    patches: [
      {
        file: 'packages/domain/src/chat/locked-conversation.ts',
        find: '...(isSeenByAll && { messages: [...messages] }),',
        replace: '...((isSeenByAll || true) && { messages: [...messages] }),',
      },
    ],
  },
}
