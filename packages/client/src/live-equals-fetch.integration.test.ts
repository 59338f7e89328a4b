import type { DomainEventTopic, Message, ServerEventName, ServerEvents } from '@chatsphere/contracts'
import {
  type Actor,
  addMembers,
  advanceDelivered,
  advanceRead,
  answerRequest,
  banMember,
  blockUser,
  changeEmail,
  createGroup,
  deleteMessage,
  deleteOwnAccount,
  editMessage,
  endExpiredSilences,
  leaveGroup,
  markUnread,
  openDirect,
  pinMessage,
  reactToMessage,
  removeMember,
  requestJoin,
  saveDraft,
  setDisabled,
  setGlobalRole,
  setRole,
  setStatus,
  silenceMember,
  syncChat,
  unblockUser,
  updateGroup,
  updateProfile,
  updateSettings,
  verifyEmail,
} from '@chatsphere/domain'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  sendNew,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testOrigin,
} from '@chatsphere/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ChatStore } from './chat-store.ts'
import { newId } from './new-id.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let eve: TestAccount
/** Disabled. */
let ivy: TestAccount
let admin: Actor
let conversationId: string
let message: Message

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, `ada${newId().slice(-12)}`)
  bob = await createAccountFor(ctx, `bob${newId().slice(-12)}`)
  eve = await createAccountFor(ctx, `eve${newId().slice(-12)}`)
  ivy = await createAccountFor(ctx, `ivy${newId().slice(-12)}`)
  const boss = await createAccountFor(ctx, `boss${newId().slice(-12)}`)
  await ctx.db.prisma.user.update({ where: { id: boss.actor.userId }, data: { role: 'admin' } })
  admin = { ...boss.actor, role: 'admin' }
  const kind = 'group' as const
  const group = { id: newId(), kind, name: 'G', visibility: 'private' as const, memberIds: [bob.actor.userId] }
  conversationId = (await createGroup(ctx, ada.actor, group)).id
  await sendNew(ctx, bob.actor, conversationId, 'before')
  message = await sendNew(ctx, ada.actor, conversationId, 'the message')
  for (const peer of [bob, ivy]) await openDirect(ctx, ada.actor, { userId: peer.actor.userId })
  await setDisabled(ctx, admin, { userId: ivy.actor.userId, disabled: true })
})

/** What no device shows. */
type SilentTopic =
  | 'user.registered.v1'
  | 'password.changed.v1'
  | `session.${string}`
  | `server_settings.${string}`
  | `invitation.${string}`
  | `dead_letter.${string}`
  | 'member.unbanned.v1'
  | `group_invite.${string}`
type ToldTopic = Exclude<DomainEventTopic, SilentTopic>
type Variant =
  | 'delivered'
  | 'cursor.moved.v1, unread'
  | 'members.added.v1, asked'
  | 'group.updated.v1, rights'
  | 'member.silenced.v1, over'
  | 'user.updated.v1, unseen'
  | 'user.blocked.v1, off'
  | 'user.disabled.v1, off'

/** An act for each event that devices are told of, and some for what has none or goes another way. One that is missing does not compile. */
const changes: Readonly<Record<ToldTopic | Variant, () => Promise<unknown>>> = {
  'conversation.opened.v1': () => openDirect(ctx, ada.actor, { userId: eve.actor.userId }),
  'message.created.v1': () => sendNew(ctx, bob.actor, conversationId, 'new'),
  'message.edited.v1': () => editMessage(ctx, ada.actor, { conversationId, id: message.id, body: 'edited' }),
  'message.deleted.v1': () => deleteMessage(ctx, ada.actor, { conversationId, id: message.id }),
  'message.reacted.v1': () => reactToMessage(ctx, bob.actor, { conversationId, id: message.id, emoji: '👍', on: true }),
  'message.pinned.v1': () => pinMessage(ctx, bob.actor, { conversationId, id: message.id, on: true }),
  'group.created.v1': () =>
    createGroup(ctx, bob.actor, {
      id: newId(),
      kind: 'group',
      name: 'Another',
      visibility: 'private',
      memberIds: [ada.actor.userId, eve.actor.userId],
    }),
  'members.added.v1': () => addMembers(ctx, ada.actor, { conversationId, userIds: [eve.actor.userId] }),
  'group.updated.v1': () =>
    updateGroup(ctx, ada.actor, {
      conversationId,
      name: 'H',
      topic: 'now',
      description: 'what for',
      emoji: '🌊',
      visibility: 'public',
    }),
  'members.role_changed.v1': () => setRole(ctx, ada.actor, { conversationId, userId: bob.actor.userId, role: 'admin' }),
  async 'join.requested.v1'() {
    await updateGroup(ctx, ada.actor, { conversationId, visibility: 'public', approval: true })
    await requestJoin(ctx, eve.actor, { conversationId })
  },
  async 'join.declined.v1'() {
    await updateGroup(ctx, ada.actor, { conversationId, visibility: 'public', approval: true })
    await requestJoin(ctx, eve.actor, { conversationId })
    await answerRequest(ctx, ada.actor, { conversationId, userId: eve.actor.userId, accept: false })
  },
  async 'members.added.v1, asked'() {
    await updateGroup(ctx, ada.actor, { conversationId, visibility: 'public', approval: true })
    await requestJoin(ctx, eve.actor, { conversationId })
    await answerRequest(ctx, ada.actor, { conversationId, userId: eve.actor.userId, accept: true })
  },
  'group.updated.v1, rights': () =>
    updateGroup(ctx, ada.actor, { conversationId, permissions: { post: 'owner' }, archived: true, slowModeSeconds: 30 }),
  'member.silenced.v1': () => silenceMember(ctx, ada.actor, { conversationId, userId: bob.actor.userId, forSeconds: 60 }),
  async 'member.silenced.v1, over'() {
    await silenceMember(ctx, ada.actor, { conversationId, userId: bob.actor.userId, forSeconds: 60 })
    await ctx.db.prisma.participant.updateMany({ where: { silencedUntil: { not: null } }, data: { silencedUntil: new Date() } })
    await endExpiredSilences(ctx)
  },
  'member.banned.v1': () => banMember(ctx, ada.actor, { conversationId, userId: bob.actor.userId }),
  'member.left.v1': () => leaveGroup(ctx, bob.actor, { conversationId }),
  'draft.saved.v1': () => saveDraft(ctx, ada.actor, { conversationId, body: 'begun' }),
  'cursor.moved.v1': () => advanceRead(ctx, bob.actor, { conversationId, position: 3 }),
  'cursor.moved.v1, unread': () => markUnread(ctx, ada.actor, { conversationId, position: 2 }),
  'user.updated.v1': () => updateProfile(ctx, bob.actor, { displayName: 'Bob Renamed', avatarColour: 3 }),
  'user.updated.v1, unseen': () => updateProfile(ctx, ada.actor, { bio: 'about me' }),
  'user.blocked.v1': () => blockUser(ctx, ada.actor, { userId: bob.actor.userId }),
  async 'user.blocked.v1, off'() {
    await blockUser(ctx, bob.actor, { userId: ada.actor.userId })
    await unblockUser(ctx, bob.actor, { userId: ada.actor.userId })
  },
  'user.role_changed.v1': () => setGlobalRole(ctx, admin, { userId: ada.actor.userId, role: 'moderator' }),
  'user.disabled.v1': () => setDisabled(ctx, admin, { userId: bob.actor.userId, disabled: true }),
  'user.disabled.v1, off': () => setDisabled(ctx, admin, { userId: ivy.actor.userId, disabled: false }),
  'user.deleted.v1': () => deleteOwnAccount(ctx, bob.actor, { currentPassword: bob.password }),
  'settings.changed.v1': () => updateSettings(ctx, ada.actor, { theme: 'dark', density: 'compact' }),
  'status.changed.v1': () => setStatus(ctx, ada.actor, { status: 'dnd', text: 'busy' }),
  'email.verified.v1': () =>
    verifyEmail(ctx, testOrigin, { token: ctx.mailer.tokenFor(`${ada.username}@example.org`, 'verify') }),
  async 'email.changed.v1'() {
    const email = `new-${ada.username}@example.org`
    await changeEmail(ctx, ada.actor, { currentPassword: ada.password, email })
    await verifyEmail(ctx, testOrigin, { token: ctx.mailer.tokenFor(email, 'verify') })
  },
  delivered: () => advanceDelivered(ctx, bob.actor, [{ conversationId, position: 3 }]),
}

async function sync(who: TestAccount, store: ChatStore): Promise<void> {
  while (store.applySync(await syncChat(ctx, who.actor, store.syncInput())));
}

/** Hands over what this person's sockets were told since, in the order in which it went out, or the other way round. */
function applyLive(who: TestAccount, store: ChatStore, since: number, order: 'as told' | 'reversed' = 'as told'): void {
  const told = ctx.live.emitted.slice(since).filter(({ rooms }) => rooms.includes(`user:${who.actor.userId}`))
  const payload = <Name extends ServerEventName>(name: Name) =>
    told.filter((entry) => entry.name === name).map((entry) => entry.payload as Parameters<ServerEvents[Name]>[0])
  const steps = [
    ...payload('user:changed').map((event) => () => store.applyUser(event)),
    ...payload('message:changed').map((event) => () => store.applyMessages(event)),
    ...payload('receipt:changed').map((event) => () => store.applyReceipt(event)),
  ]
  for (const step of order === 'as told' ? steps : steps.reverse()) step()
}

function contentsOf(store: ChatStore) {
  const conversations = store.conversations().map((conversation) => ({
    ...conversation,
    receipts: [...conversation.receipts].sort((one, other) => one.userId.localeCompare(other.userId)),
    messages: store.record(conversation.id)?.messages(),
  }))
  return { own: store.own, conversations }
}

async function coldFetch(who: TestAccount) {
  const store = new ChatStore(who.actor.userId)
  await sync(who, store)
  return contentsOf(store)
}

describe.each(Object.keys(changes) as (keyof typeof changes)[])('%s', (name) => {
  test('what was known before and the live events make what a fresh fetch has, for each member', async () => {
    const people = [ada, bob, eve]
    const stores = people.map((who) => new ChatStore(who.actor.userId))
    for (const [index, who] of people.entries()) await sync(who, stores[index] as ChatStore)
    const since = ctx.live.emitted.length
    await changes[name]()
    for (const [index, who] of people.entries()) {
      const store = stores[index] as ChatStore
      applyLive(who, store, since)
      // A conversation that is new to somebody with a history before it is fetched: that is the design.
      if (name.startsWith('members.added.v1') && who === eve) await sync(who, store)
      expect(contentsOf(store)).toEqual(await coldFetch(who))
    }
  })

  test('and the same comes out of events in another order, told twice, or lost and followed by a sync', async () => {
    const stores = {
      reversed: new ChatStore(ada.actor.userId),
      twice: new ChatStore(ada.actor.userId),
      lost: new ChatStore(ada.actor.userId),
    }
    for (const store of Object.values(stores)) await sync(ada, store)
    const since = ctx.live.emitted.length
    await changes[name]()
    applyLive(ada, stores.reversed, since, 'reversed')
    applyLive(ada, stores.reversed, since)
    applyLive(ada, stores.twice, since)
    applyLive(ada, stores.twice, since)
    await sync(ada, stores.lost)
    const fresh = await coldFetch(ada)
    for (const store of Object.values(stores)) expect(contentsOf(store)).toEqual(fresh)
  })
})

test('who is removed has nothing left, live and after a sync', async () => {
  const store = new ChatStore(bob.actor.userId)
  await sync(bob, store)
  const since = ctx.live.emitted.length
  await removeMember(ctx, ada.actor, { conversationId, userId: bob.actor.userId })
  applyLive(bob, store, since)
  expect(contentsOf(store)).toEqual(await coldFetch(bob))
  expect(store.conversations().map(({ id }) => id)).not.toContain(conversationId)
})
