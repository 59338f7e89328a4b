import type { AppRouter } from '@chatsphere/api'
import { uuidv7 } from 'uuidv7'
import { everybody, members, type Row, type ServerRow, serverAdmins, signedIn } from './world.ts'

type Routers = AppRouter['_def']['record']
export type ProcedurePath = {
  [Name in keyof Routers & string]: `${Name}.${keyof Routers[Name] & string}`
}[keyof Routers & string]

const nothing = () => undefined
const inGroup = <Input extends object>(input: (world: Parameters<Row['input']>[0]) => Input) => {
  return (world: Parameters<Row['input']>[0]) => ({ conversationId: world.conversationId, ...input(world) })
}
const onMessage = <Input extends object>(input: Input) => inGroup((world) => ({ id: world.message.id, ...input }))
const newName = () => `n${uuidv7().slice(-12)}`

const wrongPassword = { currentPassword: 'wrong' }

/** What only those who run the server may do. */
type AdminPath = `admin.${string}` | Exclude<Extract<ProcedurePath, `system.${string}`>, 'system.realtime'>
type RowOf<Path extends ProcedurePath> = Path extends AdminPath ? ServerRow : Row

/**
 * Who may do what over tRPC. A procedure without a row does not compile, neither does one of admins that does not say what each role of the
 * server gets.
 */
export const procedureRows: { readonly [Path in ProcedurePath]: RowOf<Path> } = {
  'auth.register': {
    input: () => ({ email: `${newName()}@example.org`, username: newName(), displayName: 'New', password: 'long enough' }),
    outcomes: everybody('ok'),
  },
  'auth.login': { input: () => ({ identifier: 'nobody', password: 'wrong' }), outcomes: everybody('invalid_credentials') },
  'auth.claimAdmin': {
    input: () => ({
      setupToken: 'made up',
      email: `${newName()}@example.org`,
      username: newName(),
      displayName: 'New',
      password: 'long enough',
    }),
    outcomes: everybody('invalid_token'),
  },
  'auth.refresh': { input: () => ({ refreshToken: 'made up' }), outcomes: everybody('invalid_token') },
  'auth.realtimeToken': { input: nothing, outcomes: signedIn() },
  'auth.sessions': { input: nothing, outcomes: signedIn() },
  'auth.revokeSession': {
    input: (world) => ({ sessionId: world.outsidersSessionId }),
    outcomes: signedIn('not_found'),
  },
  'auth.revokeOtherSessions': { input: () => ({}), outcomes: signedIn() },
  'auth.verifyEmail': { input: () => ({ token: 'made up' }), outcomes: everybody('invalid_token') },
  'auth.resendVerification': { input: nothing, outcomes: signedIn() },
  'auth.requestPasswordReset': { input: () => ({ email: 'nobody@example.org' }), outcomes: everybody('ok') },
  'auth.resetPassword': {
    input: () => ({ token: 'made up', password: 'long enough' }),
    outcomes: everybody('invalid_token'),
  },
  // Whoever is signed in may ask; the password is what lets them.
  'auth.changePassword': {
    input: () => ({ ...wrongPassword, password: 'long enough' }),
    outcomes: signedIn('invalid_credentials'),
  },
  'auth.changeEmail': {
    input: () => ({ ...wrongPassword, email: 'new@example.org' }),
    outcomes: signedIn('invalid_credentials'),
  },
  'auth.disableAccount': { input: () => wrongPassword, outcomes: signedIn('invalid_credentials') },
  'auth.deleteAccount': { input: () => wrongPassword, outcomes: signedIn('invalid_credentials') },
  'auth.logout': { input: nothing, outcomes: signedIn() },
  'users.me': { input: nothing, outcomes: signedIn() },
  'users.get': { input: (world) => ({ userId: world.outsiderId }), outcomes: signedIn() },
  'users.list': { input: (world) => ({ userIds: [world.outsiderId] }), outcomes: signedIn() },
  'users.search': { input: () => ({ query: 'outsider' }), outcomes: signedIn() },
  'users.updateProfile': { input: () => ({ pronouns: 'they' }), outcomes: signedIn() },
  'users.block': { input: (world) => ({ userId: world.memberId }), outcomes: signedIn() },
  'users.unblock': { input: (world) => ({ userId: world.memberId }), outcomes: signedIn() },
  'users.blocked': { input: nothing, outcomes: signedIn() },
  'users.settings': { input: nothing, outcomes: signedIn() },
  'users.updateSettings': { input: () => ({ theme: 'dark' }), outcomes: signedIn() },
  'chat.openDirect': { input: (world) => ({ userId: world.outsiderId }), outcomes: signedIn() },
  'chat.conversations': { input: nothing, outcomes: signedIn() },
  'chat.send': { input: inGroup(() => ({ id: uuidv7(), body: 'x' })), outcomes: members() },
  'chat.sendMany': { input: inGroup(() => ({ messages: [{ id: uuidv7(), body: 'x' }] })), outcomes: members() },
  'chat.sync': {
    input: (world) => ({ have: [{ conversationId: world.conversationId, revision: 0 }] }),
    outcomes: signedIn(),
  },
  'chat.history': { input: inGroup(() => ({})), outcomes: members() },
  'chat.message': { input: onMessage({}), outcomes: members() },
  // Nobody but the author, who is none of the visitors.
  'chat.edit': {
    input: onMessage({ body: 'edited' }),
    outcomes: members(['guest', 'member', 'moderator', 'admin', 'owner']),
  },
  'chat.delete': { input: onMessage({}), outcomes: members(['guest', 'member']) },
  'chat.react': { input: onMessage({ emoji: '👍', on: true }), outcomes: members() },
  'chat.pin': { input: onMessage({ on: true }), outcomes: members(['guest']) },
  'chat.pins': { input: inGroup(() => ({})), outcomes: members() },
  'chat.versions': { input: onMessage({}), outcomes: members() },
  'chat.receipts': { input: inGroup(() => ({ position: 1 })), outcomes: members() },
  'chat.markRead': { input: inGroup(() => ({ position: 1 })), outcomes: members() },
  'chat.markUnread': { input: inGroup(() => ({ position: 1 })), outcomes: members() },
  'chat.saveDraft': { input: inGroup(() => ({ body: 'begun' })), outcomes: members() },
  'groups.create': {
    input: (world) => ({ id: uuidv7(), kind: 'group', name: 'New', visibility: 'private', memberIds: [world.outsiderId] }),
    outcomes: signedIn(),
  },
  'groups.addMembers': { input: inGroup((world) => ({ userIds: [world.outsiderId] })), outcomes: members(['guest']) },
  'groups.removeMember': { input: inGroup((world) => ({ userId: world.memberId })), outcomes: members(['guest', 'member']) },
  'groups.update': { input: inGroup(() => ({ topic: 'another' })), outcomes: members(['guest', 'member', 'moderator']) },
  'groups.discover': { input: () => ({ query: 'x' }), outcomes: signedIn() },
  // Nobody may who is not in it: it is private.
  'groups.join': { input: inGroup(() => ({})), outcomes: members() },
  'groups.members': { input: inGroup(() => ({})), outcomes: members() },
  'groups.setRole': {
    input: inGroup((world) => ({ userId: world.memberId, role: 'guest' })),
    outcomes: members(['guest', 'member', 'moderator']),
  },
  'groups.transferOwnership': {
    input: inGroup((world) => ({ userId: world.memberId })),
    outcomes: members(['guest', 'member', 'moderator', 'admin']),
  },
  'groups.silence': {
    input: inGroup((world) => ({ userId: world.memberId, forSeconds: 60 })),
    outcomes: members(['guest', 'member']),
  },
  'groups.ban': {
    input: inGroup((world) => ({ userId: world.memberId, reason: 'spam' })),
    outcomes: members(['guest', 'member']),
  },
  'groups.unban': { input: inGroup((world) => ({ userId: world.outsiderId })), outcomes: members(['guest', 'member']) },
  'groups.bans': { input: inGroup(() => ({})), outcomes: members(['guest', 'member']) },
  'groups.createInvite': { input: inGroup(() => ({})), outcomes: members(['guest']) },
  'groups.previewInvite': { input: () => ({ code: 'a-code-that-nobody-has-made' }), outcomes: signedIn('invalid_token') },
  'groups.acceptInvite': { input: () => ({ code: 'a-code-that-nobody-has-made' }), outcomes: signedIn('invalid_token') },
  'groups.invites': { input: inGroup(() => ({})), outcomes: members(['guest']) },
  'groups.revokeInvite': { input: inGroup(() => ({ inviteId: uuidv7() })), outcomes: signedIn('not_found') },
  // Who is in it asks for nothing; it is private to everybody else.
  'groups.requestJoin': { input: inGroup(() => ({})), outcomes: members() },
  'groups.requests': { input: inGroup(() => ({})), outcomes: members(['guest', 'member']) },
  'groups.answerRequest': {
    input: inGroup((world) => ({ userId: world.outsiderId, accept: true })),
    outcomes: { ...members(['guest', 'member']), moderator: 'not_found', admin: 'not_found', owner: 'not_found' },
  },
  'groups.leave': { input: inGroup(() => ({})), outcomes: members(['owner']) },
  'presence.of': { input: (world) => ({ userIds: [world.outsiderId] }), outcomes: signedIn() },
  'presence.setStatus': { input: () => ({ status: 'dnd', text: 'busy', emoji: '🌴' }), outcomes: signedIn() },
  'system.realtime': { input: nothing, outcomes: signedIn() },
  'system.services': { input: nothing, outcomes: serverAdmins() },
  'system.settings': { input: nothing, outcomes: serverAdmins() },
  'system.updateSettings': {
    input: () => ({ version: 1_000_000, settings: {} }),
    outcomes: serverAdmins('edit_conflict'),
  },
  'system.deadLetters': { input: () => ({}), outcomes: serverAdmins() },
  'system.replayDeadLetter': {
    input: () => ({ consumer: 'delivery', eventId: uuidv7() }),
    outcomes: serverAdmins('not_found'),
  },
  'admin.accounts': { input: () => ({}), outcomes: serverAdmins() },
  'admin.setRole': { input: (world) => ({ userId: world.outsiderId, role: 'user' }), outcomes: serverAdmins() },
  'admin.setDisabled': { input: (world) => ({ userId: world.outsiderId, disabled: false }), outcomes: serverAdmins() },
  'admin.sessions': { input: (world) => ({ userId: world.outsiderId }), outcomes: serverAdmins() },
  'admin.endSessions': {
    input: (world) => ({ userId: world.outsiderId, sessionId: world.outsidersSessionId }),
    outcomes: serverAdmins(),
  },
  'admin.createInvitation': { input: () => ({ id: uuidv7(), usesMax: 1 }), outcomes: serverAdmins() },
  'admin.invitations': { input: nothing, outcomes: serverAdmins() },
  'admin.revokeInvitation': { input: () => ({ invitationId: uuidv7() }), outcomes: serverAdmins('not_found') },
}
