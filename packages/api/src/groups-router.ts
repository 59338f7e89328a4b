import {
  acceptInviteInput,
  addMembersInput,
  answerRequestInput,
  banMemberInput,
  bansInput,
  createGroupInput,
  createInviteInput,
  discoverGroupsInput,
  groupMembersInput,
  invitesInput,
  joinGroupInput,
  joinRequestsInput,
  leaveGroupInput,
  previewInviteInput,
  removeMemberInput,
  requestJoinInput,
  revokeInviteInput,
  setRoleInput,
  silenceMemberInput,
  transferOwnershipInput,
  unbanMemberInput,
  updateGroupInput,
} from '@chatsphere/contracts'
import {
  acceptInvite,
  addMembers,
  answerRequest,
  banMember,
  createGroup,
  createInvite,
  discoverGroups,
  joinGroup,
  leaveGroup,
  listBans,
  listInvites,
  listMembers,
  listRequests,
  previewInvite,
  removeMember,
  requestJoin,
  revokeInvite,
  setRole,
  silenceMember,
  transferOwnership,
  unbanMember,
  updateGroup,
} from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const groupsRouter = router({
  create: signedInProcedure.input(createGroupInput).mutation(({ ctx, input }) => createGroup(ctx.ctx, ctx.actor, input)),
  update: signedInProcedure.input(updateGroupInput).mutation(({ ctx, input }) => updateGroup(ctx.ctx, ctx.actor, input)),
  discover: signedInProcedure.input(discoverGroupsInput).query(({ ctx, input }) => discoverGroups(ctx.ctx, ctx.actor, input)),
  join: signedInProcedure.input(joinGroupInput).mutation(({ ctx, input }) => joinGroup(ctx.ctx, ctx.actor, input)),
  members: signedInProcedure.input(groupMembersInput).query(({ ctx, input }) => listMembers(ctx.ctx, ctx.actor, input)),
  setRole: signedInProcedure.input(setRoleInput).mutation(({ ctx, input }) => setRole(ctx.ctx, ctx.actor, input)),
  transferOwnership: signedInProcedure
    .input(transferOwnershipInput)
    .mutation(({ ctx, input }) => transferOwnership(ctx.ctx, ctx.actor, input)),
  addMembers: signedInProcedure.input(addMembersInput).mutation(({ ctx, input }) => addMembers(ctx.ctx, ctx.actor, input)),
  removeMember: signedInProcedure.input(removeMemberInput).mutation(async ({ ctx, input }) => {
    await removeMember(ctx.ctx, ctx.actor, input)
    return {}
  }),
  silence: signedInProcedure.input(silenceMemberInput).mutation(async ({ ctx, input }) => {
    await silenceMember(ctx.ctx, ctx.actor, input)
    return {}
  }),
  ban: signedInProcedure.input(banMemberInput).mutation(async ({ ctx, input }) => {
    await banMember(ctx.ctx, ctx.actor, input)
    return {}
  }),
  unban: signedInProcedure.input(unbanMemberInput).mutation(async ({ ctx, input }) => {
    await unbanMember(ctx.ctx, ctx.actor, input)
    return {}
  }),
  bans: signedInProcedure.input(bansInput).query(({ ctx, input }) => listBans(ctx.ctx, ctx.actor, input)),
  createInvite: signedInProcedure.input(createInviteInput).mutation(({ ctx, input }) => createInvite(ctx.ctx, ctx.actor, input)),
  previewInvite: signedInProcedure.input(previewInviteInput).query(({ ctx, input }) => previewInvite(ctx.ctx, ctx.actor, input)),
  acceptInvite: signedInProcedure.input(acceptInviteInput).mutation(({ ctx, input }) => acceptInvite(ctx.ctx, ctx.actor, input)),
  invites: signedInProcedure.input(invitesInput).query(({ ctx, input }) => listInvites(ctx.ctx, ctx.actor, input)),
  revokeInvite: signedInProcedure.input(revokeInviteInput).mutation(({ ctx, input }) => revokeInvite(ctx.ctx, ctx.actor, input)),
  requestJoin: signedInProcedure.input(requestJoinInput).mutation(async ({ ctx, input }) => {
    await requestJoin(ctx.ctx, ctx.actor, input)
    return {}
  }),
  requests: signedInProcedure.input(joinRequestsInput).query(({ ctx, input }) => listRequests(ctx.ctx, ctx.actor, input)),
  answerRequest: signedInProcedure.input(answerRequestInput).mutation(async ({ ctx, input }) => {
    await answerRequest(ctx.ctx, ctx.actor, input)
    return {}
  }),
  leave: signedInProcedure.input(leaveGroupInput).mutation(async ({ ctx, input }) => {
    await leaveGroup(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
