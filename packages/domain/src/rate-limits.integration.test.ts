import { createMemoryLimits } from '@chatsphere/engines'
import {
  countRows,
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testOrigin,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as auth from './auth/index.ts'
import * as chat from './chat/index.ts'
import type { Actor } from './context.ts'
import * as groups from './groups/index.ts'
import * as people from './people/index.ts'
import * as presence from './presence/index.ts'
import { type RateLimitName, rateLimits } from './rate-limits.ts'
import * as system from './system/index.ts'
import * as users from './users/index.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let admin: Actor
let conversationId: string
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
  bob = await createAccountFor(ctx, 'bob')
  admin = { ...(await createAccountFor(ctx, 'boss')).actor, role: 'admin' }
  conversationId = (await chat.openDirect(ctx, ada.actor, { userId: bob.actor.userId })).id
})
afterAll(() => database.drop())

/** What a limit counts by, and the acts that it stands before. */
interface Row {
  readonly key: () => string
  readonly acts: Readonly<Record<string, (limited: TestCtx) => Promise<unknown>>>
}

/** The rest is counted where calls and sockets come in: `packages/api` and `apps/realtime`. */
type CountedAtTheWall = 'callPerAccount' | 'handshakePerAddress' | 'eventPerAccount' | 'inboundPerAccount' | 'socketPerAccount'

const own = () => ada.actor.userId
const address = () => testOrigin.address
const email = () => 'ada@example.org'
const token = 'made up'
const password = 'another long password'
const person = () => ({ email: 'new@example.org', username: 'newcomer', displayName: 'New', password })
const them = () => ({ userId: bob.actor.userId })
const message = () => ({ conversationId, id: uuidv7() })
const group = () => ({ id: uuidv7(), kind: 'group', name: 'New', visibility: 'private' }) as const

const rows: Record<Exclude<RateLimitName, CountedAtTheWall>, Row> = {
  signInPerAccount: { key: () => 'ada', acts: { signIn: (c) => signIn(c) } },
  signInPerAddress: { key: address, acts: { signIn: (c) => signIn(c) } },
  signInEverywhere: { key: () => 'all', acts: { signIn: (c) => signIn(c) } },
  registerPerAddress: {
    key: address,
    acts: {
      register: (c) => auth.registerAccount(c, testOrigin, person()),
      claimAdmin: (c) => auth.claimAdmin(c, testOrigin, { ...person(), setupToken: token }),
    },
  },
  resetPerAddress: { key: address, acts: { reset: (c) => auth.requestPasswordReset(c, testOrigin, { email: email() }) } },
  mailPerRecipient: {
    key: email,
    acts: {
      reset: (c) => auth.requestPasswordReset(c, testOrigin, { email: email() }),
      changeEmail: (c) => auth.changeEmail(c, ada.actor, { email: email(), currentPassword: ada.password }),
    },
  },
  linkPerAddress: {
    key: address,
    acts: {
      verify: (c) => auth.verifyEmail(c, testOrigin, { token }),
      reset: (c) => auth.resetPassword(c, testOrigin, { token, password }),
    },
  },
  passwordPerAccount: {
    key: own,
    acts: {
      changePassword: (c) => auth.changePassword(c, ada.actor, { currentPassword: ada.password, password }),
      changeEmail: (c) => auth.changeEmail(c, ada.actor, { email: email(), currentPassword: ada.password }),
      disable: (c) => people.disableOwnAccount(c, ada.actor, { currentPassword: ada.password }),
      delete: (c) => people.deleteOwnAccount(c, ada.actor, { currentPassword: ada.password }),
    },
  },
  mailPerAccount: {
    key: own,
    acts: {
      resend: (c) => auth.resendVerification(c, ada.actor),
      changeEmail: (c) => auth.changeEmail(c, ada.actor, { email: email(), currentPassword: ada.password }),
    },
  },
  refreshPerAddress: { key: address, acts: { refresh: (c) => auth.refreshTokens(c, testOrigin, { refreshToken: token }) } },
  ticketPerAddress: { key: address, acts: { redeem: (c) => auth.redeemTicket(c, testOrigin, token) } },
  searchPerAccount: {
    key: own,
    acts: {
      search: (c) => users.searchUsers(c, ada.actor, { query: 'bob' }),
      discover: (c) => groups.discoverGroups(c, ada.actor, {}),
      preview: (c) => groups.previewInvite(c, ada.actor, { code: 'x'.repeat(30) }),
    },
  },
  sendPerAccount: { key: own, acts: { send: (c) => chat.sendMessage(c, ada.actor, { ...message(), body: 'x' }) } },
  syncPerAccount: { key: own, acts: { sync: (c) => chat.syncChat(c, ada.actor, { have: [] }) } },
  changePerAccount: {
    key: own,
    acts: {
      edit: (c) => chat.editMessage(c, ada.actor, { ...message(), body: 'x' }),
      delete: (c) => chat.deleteMessage(c, ada.actor, message()),
      react: (c) => chat.reactToMessage(c, ada.actor, { ...message(), emoji: '👍', on: true }),
      pin: (c) => chat.pinMessage(c, ada.actor, { ...message(), on: true }),
      draft: (c) => chat.saveDraft(c, ada.actor, { conversationId, body: 'x' }),
    },
  },
  watchPerAccount: { key: own, acts: { watch: (c) => presence.listPresence(c, ada.actor, { userIds: [bob.actor.userId] }) } },
  statusPerAccount: { key: own, acts: { status: (c) => presence.setStatus(c, ada.actor, { status: 'dnd' }) } },
  newGroupPerAccount: { key: own, acts: { create: (c) => groups.createGroup(c, ada.actor, group()) } },
  groupPerAccount: {
    key: own,
    acts: {
      add: (c) => groups.addMembers(c, ada.actor, { conversationId, userIds: [bob.actor.userId] }),
      remove: (c) => groups.removeMember(c, ada.actor, { conversationId, ...them() }),
      update: (c) => groups.updateGroup(c, ada.actor, { conversationId, topic: 'x' }),
      join: (c) => groups.joinGroup(c, ada.actor, { conversationId }),
      role: (c) => groups.setRole(c, ada.actor, { conversationId, ...them(), role: 'guest' }),
      transfer: (c) => groups.transferOwnership(c, ada.actor, { conversationId, ...them() }),
      silence: (c) => groups.silenceMember(c, ada.actor, { conversationId, ...them(), forSeconds: 60 }),
      ban: (c) => groups.banMember(c, ada.actor, { conversationId, ...them() }),
      unban: (c) => groups.unbanMember(c, ada.actor, { conversationId, ...them() }),
      invite: (c) => groups.createInvite(c, ada.actor, { conversationId }),
      accept: (c) => groups.acceptInvite(c, ada.actor, { code: 'x'.repeat(30) }),
      revoke: (c) => groups.revokeInvite(c, ada.actor, { conversationId, inviteId: uuidv7() }),
      request: (c) => groups.requestJoin(c, ada.actor, { conversationId }),
      answer: (c) => groups.answerRequest(c, ada.actor, { conversationId, ...them(), accept: true }),
      leave: (c) => groups.leaveGroup(c, ada.actor, { conversationId }),
    },
  },
  profilePerAccount: { key: own, acts: { profile: (c) => people.updateProfile(c, ada.actor, { bio: 'x' }) } },
  blockPerAccount: {
    key: own,
    acts: {
      block: (c) => people.blockUser(c, ada.actor, them()),
      unblock: (c) => people.unblockUser(c, ada.actor, them()),
    },
  },
  settingsPerAccount: { key: own, acts: { settings: (c) => people.updateSettings(c, ada.actor, { theme: 'dark' }) } },
  adminPerAccount: {
    key: () => admin.userId,
    acts: {
      accounts: (c) => people.listAccounts(c, admin, {}),
      settings: (c) => system.listServerSettings(c, admin),
      updateSettings: (c) => system.updateServerSettings(c, admin, { version: 0, settings: {} }),
      services: (c) => system.listServices(c, admin),
      role: (c) => people.setGlobalRole(c, admin, { ...them(), role: 'moderator' }),
      disable: (c) => people.setDisabled(c, admin, { ...them(), disabled: true }),
      sessions: (c) => people.listAccountSessions(c, admin, them()),
      endSessions: (c) => people.endAccountSessions(c, admin, them()),
      invitations: (c) => people.listInvitations(c, admin),
      invite: (c) => people.createInvitation(c, admin, { id: uuidv7() }),
      revokeInvitation: (c) => people.revokeInvitation(c, admin, { invitationId: uuidv7() }),
    },
  },
  openDirectPerAccount: { key: own, acts: { open: (c) => chat.openDirect(c, ada.actor, them()) } },
}

function signIn(limited: TestCtx) {
  return auth.signIn(limited, testOrigin, { identifier: 'ada', password: ada.password })
}

test.each(Object.keys(rows) as (keyof typeof rows)[])(
  '%s: what it counts is refused beyond it, and nothing is stored',
  async (name) => {
    const { key, acts } = rows[name]
    const before = await countRows(database.open())
    for (const [act, run] of Object.entries(acts)) {
      const limits = createMemoryLimits()
      await limits.consume(name, key(), rateLimits[name].points)
      await expect(run({ ...ctx, limits }), act).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) })
    }
    expect(await countRows(database.open())).toEqual(before)
  },
)
