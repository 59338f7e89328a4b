import {
  historyInput,
  markReadInput,
  markUnreadInput,
  openDirectInput,
  sendInput,
  sendManyInput,
  syncInput,
} from '@chatsphere/contracts'
import {
  advanceRead,
  listConversations,
  listHistory,
  markUnread,
  openDirect,
  sendMessage,
  sendMessages,
  syncChat,
} from '@chatsphere/domain'
import { router, signedInProcedure } from './trpc.ts'

export const chatRouter = router({
  openDirect: signedInProcedure.input(openDirectInput).mutation(({ ctx, input }) => openDirect(ctx.ctx, ctx.actor, input)),
  conversations: signedInProcedure.query(({ ctx }) => listConversations(ctx.ctx, ctx.actor)),
  send: signedInProcedure.input(sendInput).mutation(({ ctx, input }) => sendMessage(ctx.ctx, ctx.actor, input)),
  sendMany: signedInProcedure.input(sendManyInput).mutation(async ({ ctx, input }) => ({
    results: await sendMessages(ctx.ctx, ctx.actor, input),
  })),
  sync: signedInProcedure.input(syncInput).query(({ ctx, input }) => syncChat(ctx.ctx, ctx.actor, input)),
  history: signedInProcedure.input(historyInput).query(({ ctx, input }) => listHistory(ctx.ctx, ctx.actor, input)),
  markRead: signedInProcedure.input(markReadInput).mutation(async ({ ctx, input }) => {
    await advanceRead(ctx.ctx, ctx.actor, input)
    return {}
  }),
  markUnread: signedInProcedure.input(markUnreadInput).mutation(async ({ ctx, input }) => {
    await markUnread(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
