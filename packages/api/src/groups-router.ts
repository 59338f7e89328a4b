import { addMembersInput, createGroupInput, leaveGroupInput, removeMemberInput } from '@chatsphere/contracts'
import { addMembers, createGroup, leaveGroup, removeMember } from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const groupsRouter = router({
  create: signedInProcedure.input(createGroupInput).mutation(({ ctx, input }) => createGroup(ctx.ctx, ctx.actor, input)),
  addMembers: signedInProcedure.input(addMembersInput).mutation(({ ctx, input }) => addMembers(ctx.ctx, ctx.actor, input)),
  removeMember: signedInProcedure.input(removeMemberInput).mutation(async ({ ctx, input }) => {
    await removeMember(ctx.ctx, ctx.actor, input)
    return {}
  }),
  leave: signedInProcedure.input(leaveGroupInput).mutation(async ({ ctx, input }) => {
    await leaveGroup(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
