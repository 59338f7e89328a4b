import { z } from 'zod'
import { displayName, madeUuid, membersAtOnceMax, uuid } from './primitives.ts'

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

export type CreateGroupInput = z.infer<typeof createGroupInput>
export type AddMembersInput = z.infer<typeof addMembersInput>
export type RemoveMemberInput = z.infer<typeof removeMemberInput>
export type LeaveGroupInput = z.infer<typeof leaveGroupInput>
