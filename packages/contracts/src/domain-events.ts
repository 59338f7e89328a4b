import { z } from 'zod'
import { counter, moment, uuid } from './primitives.ts'

/** A message row took a new revision because `actorId` changed it. */
const changed = { conversationId: uuid, messageId: uuid, actorId: uuid, revision: counter }
/** A change of a group, told in it by the system message at `position`. */
const note = { conversationId: uuid, actorId: uuid, position: counter, revision: counter }

/** A change of what belongs to `userId`; `userIds` are all whose own state revision it took, each once. */
const ownChange = { userId: uuid, userIds: z.array(uuid) }

/**
 * Every event that the outbox carries: past tense, with a version. A field may be added as optional;
 * a rename or a new meaning needs a new version beside the old one, since old rows are still under way during a rolling upgrade.
 */
export const domainEvents = {
  'user.registered.v1': z.object({
    userId: uuid,
    /** Optional since most come without one. */
    invitationId: uuid.optional(),
  }),
  'invitation.created.v1': z.object({ actorId: uuid, invitationId: uuid }),
  'invitation.revoked.v1': z.object({ actorId: uuid, invitationId: uuid }),
  /** Name, avatar or profile changed. */
  'user.updated.v1': z.object(ownChange),
  'user.blocked.v1': z.object({ ...ownChange, blockedId: uuid, on: z.boolean() }),
  'user.role_changed.v1': z.object({ ...ownChange, actorId: uuid, role: z.string() }),
  'user.disabled.v1': z.object({ ...ownChange, actorId: uuid, disabled: z.boolean() }),
  'user.deleted.v1': z.object({ ...ownChange, actorId: uuid }),
  'settings.changed.v1': z.object(ownChange),
  'status.changed.v1': z.object(ownChange),
  'email.verified.v1': z.object(ownChange),
  'email.changed.v1': z.object(ownChange),
  'password.changed.v1': z.object({ userId: uuid, how: z.enum(['changed', 'reset']) }),
  'draft.saved.v1': z.object({ ...ownChange, conversationId: uuid }),
  'session.started.v1': z.object({ userId: uuid, sessionId: uuid }),
  'session.ended.v1': z.object({ userId: uuid, sessionId: uuid }),
  'session.reuse_detected.v1': z.object({ userId: uuid, sessionId: uuid }),
  'conversation.opened.v1': z.object({ conversationId: uuid, userIds: z.array(uuid) }),
  'message.created.v1': z.object({
    conversationId: uuid,
    messageId: uuid,
    authorId: uuid,
    position: counter,
    revision: counter,
  }),
  'message.edited.v1': z.object({ ...changed, version: counter }),
  'message.deleted.v1': z.object(changed),
  'message.reacted.v1': z.object({ ...changed, emoji: z.string(), on: z.boolean() }),
  'message.pinned.v1': z.object({ ...changed, on: z.boolean() }),
  'group.created.v1': z.object({ ...note, name: z.string(), userIds: z.array(uuid) }),
  'members.added.v1': z.object({
    ...note,
    userIds: z.array(uuid),
    /** Optional since most come without one. */
    inviteId: uuid.optional(),
  }),
  /** `userIds`: who may answer it. */
  'join.requested.v1': z.object({ ...ownChange, conversationId: uuid }),
  /** Declined; who is let in has `members.added.v1`. */
  'join.declined.v1': z.object({ ...ownChange, conversationId: uuid, actorId: uuid }),
  'group_invite.created.v1': z.object({ conversationId: uuid, actorId: uuid, inviteId: uuid }),
  'group_invite.revoked.v1': z.object({ conversationId: uuid, actorId: uuid, inviteId: uuid }),
  'member.left.v1': z.object({
    ...note,
    userId: uuid,
    /** Null when they left by themselves. */
    removedBy: uuid.nullable(),
  }),
  /** `changed` names what of the profile. */
  'group.updated.v1': z.object({ ...note, changed: z.array(z.string()) }),
  'members.role_changed.v1': z.object({ ...note, roles: z.array(z.object({ userId: uuid, role: z.string() })) }),
  /** Until when they may say nothing; null: they may again. `actorId` null: since the time was over. */
  'member.silenced.v1': z.object({ ...ownChange, conversationId: uuid, actorId: uuid.nullable(), until: moment.nullable() }),
  /** Null: for ever. */
  'member.banned.v1': z.object({
    conversationId: uuid,
    actorId: uuid,
    userId: uuid,
    reason: z.string(),
    expiresAt: moment.nullable(),
  }),
  'member.unbanned.v1': z.object({ conversationId: uuid, actorId: uuid, userId: uuid }),
  /** An admin gave a consumer an event again that it had given up on. */
  'dead_letter.replayed.v1': z.object({
    /** Null: by the command, which whoever runs the server may call. */
    actorId: uuid.nullable(),
    consumer: z.string(),
    eventId: uuid,
  }),
  /** An admin changed settings of the server: all of them, as they hold from this version on. */
  'server_settings.changed.v1': z.object({
    actorId: uuid,
    version: z.number(),
    settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  'cursor.moved.v1': z.object({
    conversationId: uuid,
    userId: uuid,
    readVersion: counter,
    readPosition: counter,
    userRevision: counter,
  }),
} as const

export type DomainEventTopic = keyof typeof domainEvents
export type DomainEventPayload<Topic extends DomainEventTopic> = z.infer<(typeof domainEvents)[Topic]>

/** An event as it travels. `key` groups what concerns one subject; the bus promises no order. */
export type DomainEvent = {
  [Topic in DomainEventTopic]: {
    id: string
    topic: Topic
    key: string
    payload: DomainEventPayload<Topic>
    createdAt: string
    /** Of the request that made the change, as in the logs; null: nobody asked for it. */
    requestId: string | null
  }
}[DomainEventTopic]

/** How an event crosses a wire. The topic may be one that only a newer version knows; its payload is for the schema of the topic. */
export const eventEnvelope = z.object({
  id: uuid,
  topic: z.string(),
  key: z.string(),
  payload: z.unknown(),
  createdAt: z.iso.datetime(),
  requestId: z.string().max(64).nullable().default(null),
})

/** Each consumer and the topics that its queue is bound to. */
export const consumerBindings = {
  delivery: [
    'message.created.v1',
    'message.edited.v1',
    'message.deleted.v1',
    'message.reacted.v1',
    'message.pinned.v1',
    'group.created.v1',
    'members.added.v1',
    'member.left.v1',
    'group.updated.v1',
    'members.role_changed.v1',
    'cursor.moved.v1',
    'conversation.opened.v1',
  ],
} as const satisfies Record<string, readonly DomainEventTopic[]>

export type ConsumerName = keyof typeof consumerBindings
export const consumerNames = Object.keys(consumerBindings) as ConsumerName[]
