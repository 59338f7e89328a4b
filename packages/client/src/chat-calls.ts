import type {
  BanList,
  Conversation,
  CreateGroupInput,
  EditResult,
  GroupInvite,
  InvitePreview,
  JoinRequestList,
  MemberPage,
  Message,
  MessageVersion,
  OwnStatus,
  Profile,
  ProfileView,
  PublicGroupPage,
  ReceiptCounts,
  Role,
  Session,
  SetStatusInput,
  Settings,
  UpdateGroupInput,
  UpdateProfileInput,
  UpdateSettingsInput,
  User,
} from '@chatsphere/contracts'
import type { Calls } from './calls.ts'
import { settled } from './chat-error.ts'
import type { ChatStore } from './chat-store.ts'
import type { CallingSocket } from './live-socket.ts'
import { newId } from './new-id.ts'

/** Which message is meant: a `Message` itself does. */
export type MessageRef = Pick<Message, 'conversationId' | 'id'>

/** What a new group needs. Without `history` new members may read everything. */
export type NewGroup = Pick<CreateGroupInput, 'name' | 'visibility' | 'memberIds' | 'history' | 'permissions'> & {
  kind?: CreateGroupInput['kind']
}

/**
 * What is asked of the server and answered once. Each rejects with a `ChatError`; after `unavailable` nobody knows whether it took
 * effect, and the same call may be made again. What an answer tells is in the state before the promise resolves.
 */
export interface ChatCalls {
  /**
   * Gives an own message another body (1 to 10,000 characters). With the `version` that the edit was made on, which a `Message` has, it is
   * rejected as `edit_conflict` if the message has been edited since. The same body again changes nothing and is a `duplicate`.
   */
  edit(message: MessageRef & { version?: number }, body: string): Promise<EditResult>
  /** Leaves an empty message with `deletedAt` at its position. `forbidden` for others' messages without `delete_others`. */
  delete(message: MessageRef): Promise<Message>
  /** Sets or takes back the own reaction with one emoji; setting it twice changes nothing. */
  react(message: MessageRef, emoji: string, on: boolean): Promise<Message>
  pin(message: MessageRef): Promise<Message>
  unpin(message: MessageRef): Promise<Message>
  /** One message by its id, wherever it is in the conversation. `not_found` for one that may not be seen. */
  fetchMessage(message: MessageRef): Promise<Message>
  /** The bodies that the message had, the oldest first. */
  versions(message: MessageRef): Promise<MessageVersion[]>
  /** The pinned messages, ascending by position. */
  pins(conversationId: string): Promise<Message[]>
  /** How many of the others have read, or got, what is at the position: for conversations too large for `Conversation.receipts`. */
  receipts(conversationId: string, position: number): Promise<ReceiptCounts>

  searchUsers(query: string, cursor?: string): Promise<{ users: User[]; nextCursor: string | null }>
  /** Answers the one conversation of the pair, made if there is none; its messages follow. */
  openDirect(userId: string): Promise<Conversation>
  /** Makes a group with oneself as its owner. `id`, a UUID of version 4 or 7, makes the call one that may be repeated. */
  createGroup(group: NewGroup & { id?: string }): Promise<Conversation>
  /** Lets people in, at most 100; who is there already stays as they are. `forbidden` without `add_members`. */
  addMembers(conversationId: string, userIds: readonly string[]): Promise<Conversation>
  /** `forbidden` without `remove_members`, and for whoever does not stand below oneself. */
  removeMember(conversationId: string, userId: string): Promise<void>
  leave(conversationId: string): Promise<void>
  /** Changes what a group says of itself; what is left out stays. `forbidden` without `edit_profile`. */
  updateGroup(conversationId: string, changes: Omit<UpdateGroupInput, 'conversationId'>): Promise<Conversation>
  /** `forbidden` without `set_roles`, for who stands as high as oneself, and for the last owner. */
  setRole(conversationId: string, userId: string, role: Role): Promise<Conversation>
  /** Makes somebody the owner in one's own stead. */
  transferOwnership(conversationId: string, userId: string): Promise<Conversation>
  /** Keeps a member from writing for a time; null: they may again. `forbidden` without `remove_members`, and for who stands as high as oneself. */
  silence(conversationId: string, userId: string, forSeconds: number | null): Promise<void>
  /** Sends somebody away and keeps them out, for ever without a time. `forbidden` as with `silence`. */
  ban(conversationId: string, userId: string, how?: { reason?: string; forSeconds?: number }): Promise<void>
  unban(conversationId: string, userId: string): Promise<void>
  /** Makes a link that lets people in. `id`, a UUID of version 4 or 7, makes the call one that may be repeated. */
  createInvite(conversationId: string, how?: { id?: string; expiresInSeconds?: number; maxUses?: number }): Promise<GroupInvite>
  /** One's own links, for who may send people away everybody's. */
  invites(conversationId: string): Promise<GroupInvite[]>
  revokeInvite(conversationId: string, inviteId: string): Promise<GroupInvite>
  /** What a link leads to. `invalid_token`: it has ended. */
  previewInvite(code: string): Promise<InvitePreview>
  /** Comes in by a link. `invalid_token`: it has ended; `forbidden`: one is banned. */
  acceptInvite(code: string): Promise<Conversation>
  /** Asks to be let into a public group that lets people in by hand. */
  requestJoin(conversationId: string, text?: string): Promise<void>
  /** Who waits to be let in. */
  requests(conversationId: string): Promise<JoinRequestList['requests']>
  /** `not_found`: they wait no longer. */
  answerRequest(conversationId: string, userId: string, accept: boolean): Promise<void>
  /** Who may not come in, the last one first. */
  bans(conversationId: string): Promise<BanList['bans']>
  /** Who is part of a group, the highest roles first. */
  members(conversationId: string, asked?: { query?: string; cursor?: string }): Promise<MemberPage>
  /** The groups that anybody may join, by name. */
  discoverGroups(asked?: { query?: string; cursor?: string }): Promise<PublicGroupPage>
  join(conversationId: string): Promise<Conversation>

  /** Chooses what others see of oneself, all of it at once: what is left out is cleared. `expiresAt` must lie in the future. */
  setStatus(status: SetStatusInput): Promise<OwnStatus>
  /** Anybody's profile, as it is on the server now. */
  profile(userId: string): Promise<ProfileView>
  /** Changes one's own; what is left out stays, null takes back. The other devices and everybody who shows it are told. */
  updateProfile(changes: UpdateProfileInput): Promise<Profile>
  /** Neither can write to the other any more. They are not told who did it, nor that it is a block. */
  block(userId: string): Promise<void>
  unblock(userId: string): Promise<void>
  /** Whom one has blocked, the last one first. */
  blocked(): Promise<User[]>
  /** The same on all devices: `ChatState.own` has them. What is left out stays. */
  updateSettings(changes: UpdateSettingsInput): Promise<Settings>

  /** One's own sign-ins that have not ended. */
  sessions(): Promise<Session[]>
  /** Ends one of them: its sockets and tokens are refused within a second. */
  revokeSession(sessionId: string): Promise<void>
  /** Ends all but the asking one, with `current` that one too. */
  revokeOtherSessions(which?: { current?: boolean }): Promise<void>
}

/** Over the socket where it is connected and knows the event, otherwise over HTTP. */
export function createChatCalls(options: {
  calls: Calls
  socket: CallingSocket
  store: ChatStore
  onChanged: () => void
  /** A conversation of which only the summary is known here. */
  onNewConversation: () => void
}): ChatCalls {
  const { calls, socket, store } = options
  const show = (message: Message): Message => {
    store.applyAcknowledged(message)
    options.onChanged()
    return message
  }
  const adopt = (conversation: Conversation): Conversation => {
    store.applyAnswered(conversation)
    options.onChanged()
    // The messages come when they can; nobody has to wait for them.
    if (store.isIncomplete(conversation.id)) options.onNewConversation()
    return store.conversation(conversation.id) ?? conversation
  }
  const pin = async ({ conversationId, id }: MessageRef, on: boolean) =>
    show((await settled(calls.chat.pin.mutate({ conversationId, id, on }))).message)

  return {
    async edit({ conversationId, id, version }, body) {
      const input = { conversationId, id, body, ...(version !== undefined && { version }) }
      const result = await settled(socket.connected ? socket.call('message:edit', input) : calls.chat.edit.mutate(input))
      show(result.message)
      return result
    },
    async delete({ conversationId, id }) {
      const input = { conversationId, id }
      return show(
        (await settled(socket.connected ? socket.call('message:delete', input) : calls.chat.delete.mutate(input))).message,
      )
    },
    async react({ conversationId, id }, emoji, on) {
      const input = { conversationId, id, emoji, on }
      return show(
        (await settled(socket.connected ? socket.call('message:react', input) : calls.chat.react.mutate(input))).message,
      )
    },
    fetchMessage: async ({ conversationId, id }) =>
      show((await settled(calls.chat.message.query({ conversationId, id }))).message),
    pin: (message) => pin(message, true),
    unpin: (message) => pin(message, false),
    versions: async ({ conversationId, id }) => (await settled(calls.chat.versions.query({ conversationId, id }))).versions,
    pins: async (conversationId) => (await settled(calls.chat.pins.query({ conversationId }))).messages,
    receipts: (conversationId, position) => settled(calls.chat.receipts.query({ conversationId, position })),

    searchUsers: (query, cursor) => settled(calls.users.search.query({ query, ...(cursor !== undefined && { cursor }) })),
    openDirect: async (userId) => adopt(await settled(calls.chat.openDirect.mutate({ userId }))),
    createGroup: async ({ id = newId(), kind = 'group', ...group }) =>
      adopt(await settled(calls.groups.create.mutate({ id, kind, ...group }))),
    addMembers: async (conversationId, userIds) =>
      adopt(await settled(calls.groups.addMembers.mutate({ conversationId, userIds: [...userIds] }))),
    updateGroup: async (conversationId, changes) =>
      adopt(await settled(calls.groups.update.mutate({ conversationId, ...changes }))),
    setRole: async (conversationId, userId, role) =>
      adopt(await settled(calls.groups.setRole.mutate({ conversationId, userId, role }))),
    silence: async (conversationId, userId, forSeconds) =>
      void (await settled(calls.groups.silence.mutate({ conversationId, userId, forSeconds }))),
    ban: async (conversationId, userId, how = {}) =>
      void (await settled(calls.groups.ban.mutate({ conversationId, userId, ...how }))),
    unban: async (conversationId, userId) => void (await settled(calls.groups.unban.mutate({ conversationId, userId }))),
    createInvite: (conversationId, how = {}) => settled(calls.groups.createInvite.mutate({ conversationId, ...how })),
    invites: async (conversationId) => (await settled(calls.groups.invites.query({ conversationId }))).invites,
    revokeInvite: (conversationId, inviteId) => settled(calls.groups.revokeInvite.mutate({ conversationId, inviteId })),
    previewInvite: (code) => settled(calls.groups.previewInvite.query({ code })),
    acceptInvite: async (code) => adopt(await settled(calls.groups.acceptInvite.mutate({ code }))),
    requestJoin: async (conversationId, text) =>
      void (await settled(calls.groups.requestJoin.mutate({ conversationId, ...(text !== undefined && { text }) }))),
    requests: async (conversationId) => (await settled(calls.groups.requests.query({ conversationId }))).requests,
    answerRequest: async (conversationId, userId, accept) =>
      void (await settled(calls.groups.answerRequest.mutate({ conversationId, userId, accept }))),
    bans: async (conversationId) => (await settled(calls.groups.bans.query({ conversationId }))).bans,
    transferOwnership: async (conversationId, userId) =>
      adopt(await settled(calls.groups.transferOwnership.mutate({ conversationId, userId }))),
    members: (conversationId, asked = {}) => settled(calls.groups.members.query({ conversationId, ...asked })),
    discoverGroups: (asked = {}) => settled(calls.groups.discover.query(asked)),
    join: async (conversationId) => adopt(await settled(calls.groups.join.mutate({ conversationId }))),
    async removeMember(conversationId, userId) {
      await settled(calls.groups.removeMember.mutate({ conversationId, userId }))
    },
    async leave(conversationId) {
      await settled(calls.groups.leave.mutate({ conversationId }))
    },
    async setStatus(wanted) {
      const before = store.own
      const status = await settled(calls.presence.setStatus.mutate(wanted))
      store.applyOwnStatus(status, before)
      options.onChanged()
      return status
    },
    profile: (userId) => settled(calls.users.get.query({ userId })),
    updateProfile: (changes) => settled(calls.users.updateProfile.mutate(changes)),
    async block(userId) {
      await settled(calls.users.block.mutate({ userId }))
    },
    async unblock(userId) {
      await settled(calls.users.unblock.mutate({ userId }))
    },
    blocked: async () => (await settled(calls.users.blocked.query())).users,
    updateSettings: (changes) => settled(calls.users.updateSettings.mutate(changes)),
    sessions: () => settled(calls.auth.sessions.query()),
    async revokeSession(sessionId) {
      await settled(calls.auth.revokeSession.mutate({ sessionId }))
    },
    async revokeOtherSessions(which = {}) {
      await settled(calls.auth.revokeOtherSessions.mutate(which))
    },
  }
}
