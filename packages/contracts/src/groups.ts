import { z } from 'zod'
import type { Visibility } from './chat.ts'
import { type ConversationKind, permissionNames, type Role, roles } from './permissions.ts'
import { displayName, emoji, groupPageMax, line, madeUuid, membersAtOnceMax, paragraph, uuid } from './primitives.ts'
import type { User } from './users.ts'

const userIds = z.array(uuid).max(membersAtOnceMax)
/** The lowest role that may; what is left out is as usual. */
const permissions = z.partialRecord(z.enum(permissionNames), z.enum(roles))
/** From a minute to a year. */
const seconds = z
  .int()
  .min(60)
  .max(366 * 86_400)

export const createGroupInput = z.strictObject({
  /** Made by the client once, so that the call may be repeated. */
  id: madeUuid,
  kind: z.enum(['group', 'channel']),
  name: displayName,
  visibility: z.enum(['private', 'public']),
  /** `full` without it. */
  history: z.enum(['full', 'from_joining']).optional(),
  memberIds: userIds.optional(),
  permissions: permissions.optional(),
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
  /** All of them: what is left out of it is as usual again. */
  permissions: permissions.optional(),
  archived: z.boolean().optional(),
  approval: z.boolean().optional(),
  slowModeSeconds: z.int().min(0).max(21_600).optional(),
})
export const setRoleInput = z.strictObject({ conversationId: uuid, userId: uuid, role: z.enum(roles) })
export const transferOwnershipInput = z.strictObject({ conversationId: uuid, userId: uuid })
/** Null: from now on they may write again. */
export const silenceMemberInput = z.strictObject({ conversationId: uuid, userId: uuid, forSeconds: seconds.nullable() })
export const banMemberInput = z.strictObject({
  conversationId: uuid,
  /** Of a member, or of somebody who shall not become one. */
  userId: uuid,
  /** For those who may lift it. */
  reason: line(250).optional(),
  /** For ever without it. */
  forSeconds: seconds.optional(),
})
export const unbanMemberInput = z.strictObject({ conversationId: uuid, userId: uuid })
export const bansInput = z.strictObject({ conversationId: uuid })
export const createInviteInput = z.strictObject({
  /** Made by the client once, so that the call may be repeated; the server's without it. */
  id: madeUuid.optional(),
  conversationId: uuid,
  /** Without it the invitation does not end by itself. */
  expiresInSeconds: seconds.optional(),
  /** Without it as many may come as like. */
  maxUses: z.int().min(1).max(10_000).optional(),
})
const code = z.string().regex(/^[\w-]{23,200}$/)
export const previewInviteInput = z.strictObject({ code })
export const acceptInviteInput = z.strictObject({ code })
export const invitesInput = z.strictObject({ conversationId: uuid })
export const revokeInviteInput = z.strictObject({ conversationId: uuid, inviteId: uuid })
export const requestJoinInput = z.strictObject({ conversationId: uuid, text: line(250).optional() })
export const joinRequestsInput = z.strictObject({ conversationId: uuid })
export const answerRequestInput = z.strictObject({ conversationId: uuid, userId: uuid, accept: z.boolean() })
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
  members: {
    user: User
    role: Role
    joinedAt: string
    /** Until when they may say nothing; null: they may, or it is none of the asking user's business. */
    silencedUntil: string | null
  }[]
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
  /** People are let in by hand. */
  approval: boolean
  /** The asking user waits to be let in. */
  requested: boolean
}

export interface PublicGroupPage {
  groups: PublicGroup[]
  nextCursor: string | null
}

/** Who may not come in, the last one first. */
export interface BanList {
  bans: {
    user: User
    reason: string
    /** Null: they are gone. */
    bannedBy: User | null
    bannedAt: string
    /** Null: for ever. */
    expiresAt: string | null
  }[]
}

/** Who waits to be let in, the first one first. */
export interface JoinRequestList {
  requests: { user: User; text: string; createdAt: string }[]
}

export type RequestJoinInput = z.infer<typeof requestJoinInput>
export type JoinRequestsInput = z.infer<typeof joinRequestsInput>
export type AnswerRequestInput = z.infer<typeof answerRequestInput>

/** A link that lets people into a group, as long as whoever made it may. */
export interface GroupInvite {
  id: string
  /** Null: it has ended. */
  code: string | null
  /** Null: they are gone. */
  createdBy: User | null
  createdAt: string
  expiresAt: string | null
  maxUses: number | null
  uses: number
  revokedAt: string | null
}

/** What somebody sees before they come in. */
export interface InvitePreview {
  group: Omit<PublicGroup, 'approval' | 'requested'>
  invitedBy: User
}

export type CreateInviteInput = z.infer<typeof createInviteInput>
export type PreviewInviteInput = z.infer<typeof previewInviteInput>
export type AcceptInviteInput = z.infer<typeof acceptInviteInput>
export type InvitesInput = z.infer<typeof invitesInput>
export type RevokeInviteInput = z.infer<typeof revokeInviteInput>
export type SilenceMemberInput = z.infer<typeof silenceMemberInput>
export type BanMemberInput = z.infer<typeof banMemberInput>
export type UnbanMemberInput = z.infer<typeof unbanMemberInput>
export type BansInput = z.infer<typeof bansInput>
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
