import { type HistoryInput, type HistoryPage, historyLimitMax } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { accessConversation } from './access-conversation.ts'
import { listAfter, listBefore, type Page } from './message-repository.ts'

const limitDefault = 50

/** A page of what the actor may see: the newest, or before, after (both exclusive) or around a position. */
export async function listHistory(ctx: Ctx, actor: Actor, input: HistoryInput): Promise<HistoryPage> {
  await accessConversation(ctx.db, actor, input.conversationId)
  const of = { conversationId: input.conversationId, userId: actor.userId }
  const limit = Math.min(input.limit ?? limitDefault, historyLimitMax)
  if (input.after !== undefined) {
    const page = await listAfter(ctx.db, { ...of, position: input.after, limit })
    return view(page, { below: input.after + 1, above: page.lastPosition })
  }
  if (input.around === undefined) {
    const before = input.before ?? Number.MAX_SAFE_INTEGER
    const page = await listBefore(ctx.db, { ...of, position: before, limit })
    return view(page, { below: page.historyFrom, above: before - 1 })
  }
  const half = Math.floor(limit / 2)
  const until = await listBefore(ctx.db, { ...of, position: input.around + 1, limit: limit - half })
  const after = await listAfter(ctx.db, { ...of, position: input.around, limit: half })
  const page = { ...until, messages: [...until.messages, ...after.messages] }
  return view(page, { below: page.historyFrom, above: page.lastPosition })
}

/** `whenEmpty`: the positions below and above an empty page, which no message can tell. */
function view(page: Page, whenEmpty: { below: number; above: number }): HistoryPage {
  const below = page.messages.at(0)?.position ?? whenEmpty.below
  const above = page.messages.at(-1)?.position ?? whenEmpty.above
  return {
    messages: page.messages,
    revision: page.head,
    hasBefore: Math.min(below, page.lastPosition + 1) > page.historyFrom,
    hasAfter: above < page.lastPosition,
  }
}
