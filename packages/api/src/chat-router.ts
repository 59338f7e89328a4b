import {
  deleteInput,
  editInput,
  historyInput,
  markReadInput,
  markUnreadInput,
  messageInput,
  openDirectInput,
  pinInput,
  pinsInput,
  reactInput,
  receiptsInput,
  saveDraftInput,
  sendInput,
  sendManyInput,
  syncInput,
  versionsInput,
} from '@chatsphere/contracts'
import {
  advanceRead,
  countReceipts,
  deleteMessage,
  editMessage,
  getMessage,
  listConversations,
  listHistory,
  listPins,
  listVersions,
  markUnread,
  openDirect,
  pinMessage,
  reactToMessage,
  saveDraft,
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
  message: signedInProcedure.input(messageInput).query(({ ctx, input }) => getMessage(ctx.ctx, ctx.actor, input)),
  edit: signedInProcedure.input(editInput).mutation(({ ctx, input }) => editMessage(ctx.ctx, ctx.actor, input)),
  delete: signedInProcedure.input(deleteInput).mutation(({ ctx, input }) => deleteMessage(ctx.ctx, ctx.actor, input)),
  react: signedInProcedure.input(reactInput).mutation(({ ctx, input }) => reactToMessage(ctx.ctx, ctx.actor, input)),
  pin: signedInProcedure.input(pinInput).mutation(({ ctx, input }) => pinMessage(ctx.ctx, ctx.actor, input)),
  pins: signedInProcedure.input(pinsInput).query(async ({ ctx, input }) => ({
    messages: await listPins(ctx.ctx, ctx.actor, input),
  })),
  versions: signedInProcedure.input(versionsInput).query(async ({ ctx, input }) => ({
    versions: await listVersions(ctx.ctx, ctx.actor, input),
  })),
  receipts: signedInProcedure.input(receiptsInput).query(({ ctx, input }) => countReceipts(ctx.ctx, ctx.actor, input)),
  saveDraft: signedInProcedure.input(saveDraftInput).mutation(({ ctx, input }) => saveDraft(ctx.ctx, ctx.actor, input)),
  markRead: signedInProcedure.input(markReadInput).mutation(async ({ ctx, input }) => {
    await advanceRead(ctx.ctx, ctx.actor, input)
    return {}
  }),
  markUnread: signedInProcedure.input(markUnreadInput).mutation(async ({ ctx, input }) => {
    await markUnread(ctx.ctx, ctx.actor, input)
    return {}
  }),
})
