import { z } from 'zod'
import type { Visibility } from './chat.ts'
import { type ConversationKind, type Role, roles } from './permissions.ts'
import { displayName, emoji, groupPageMax, line, madeUuid, membersAtOnceMax, paragraph, uuid } from './primitives.ts'
import type { User } from './users.ts'

const userIds = z.array(uuid).max(membersAtOnceMax)

export const createGroupInput = z.strictObject({
  /** Made by the client once, so that the call may be repeated. */
  id: madeUuid,
  kind: z.enum(['group', 'channel']),
  name: displayName,
  visibility: z.enum(['private', 'public']),
  /** `full` without it. */
  history: z.enum(['full', 'from_joining']).optional(),
  memberIds: userIds.optional(),
})
export const addMembersInput = z.strictObject({ conversationId: uuid, userIds: userIds.min(1) })
export const removeMemberInput = z.strictObject({ conversationId: uuid, userId: uuid })
export const leaveGroupInput = z.strictObject({ conversationId: uuid })

/** What a group says of itself. What is left out stays. */
export const updateGroupInput = z.strictObject({
  conversationId: uuid,
  name: displayName.optional(),
  topic: line(250).optional(),
  description: paragraph(1_000).optional(),
  /** Null takes it away. */
  emoji: emoji.nullable().optional(),
  visibility: z.enum(['private', 'public']).optional(),
})
export const setRoleInput = z.strictObject({ conversationId: uuid, userId: uuid, role: z.enum(roles) })
export const transferOwnershipInput = z.strictObject({ conversationId: uuid, userId: uuid })
export const joinGroupInput = z.strictObject({ conversationId: uuid })

const page = {
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.int().min(1).max(groupPageMax).optional(),
}
export const groupMembersInput = z.strictObject({ conversationId: uuid, query: line(80).optional(), ...page })
export const discoverGroupsInput = z.strictObject({ query: line(80).optional(), ...page })

/** The highest role first, then by name. */
export interface MemberPage {
  members: { user: User; role: Role; joinedAt: string }[]
  nextCursor: string | null
}

/** A group that anybody may join. */
export interface PublicGroup {
  id: string
  kind: ConversationKind
  name: string
  topic: string
  description: string
  emoji: string | null
  visibility: Visibility
  memberCount: number
  /** The asking user is part of it. */
  joined: boolean
}

export interface PublicGroupPage {
  groups: PublicGroup[]
  nextCursor: string | null
}

export type UpdateGroupInput = z.infer<typeof updateGroupInput>
export type SetRoleInput = z.infer<typeof setRoleInput>
export type TransferOwnershipInput = z.infer<typeof transferOwnershipInput>
export type JoinGroupInput = z.infer<typeof joinGroupInput>
export type GroupMembersInput = z.infer<typeof groupMembersInput>
export type DiscoverGroupsInput = z.infer<typeof discoverGroupsInput>
export type CreateGroupInput = z.infer<typeof createGroupInput>
export type AddMembersInput = z.infer<typeof addMembersInput>
export type RemoveMemberInput = z.infer<typeof removeMemberInput>
export type LeaveGroupInput = z.infer<typeof leaveGroupInput>
