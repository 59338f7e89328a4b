export {
  accessSession,
  accessUsedSession,
  changeEmail,
  changePassword,
  claimAdmin,
  endSession,
  issueRealtimeToken,
  issueSetupToken,
  listEndedSessions,
  listSessions,
  redeemTicket,
  refreshTokens,
  registerAccount,
  requestPasswordReset,
  resendVerification,
  resetPassword,
  revokeOtherSessions,
  revokeOwnSession,
  signIn,
  verifyEmail,
} from './auth/index.ts'
export {
  advanceDelivered,
  advanceRead,
  countReceipts,
  deleteMessage,
  editMessage,
  endExpiredSilences,
  getEpoch,
  getMessage,
  listConversations,
  listHeads,
  listHistory,
  listMemberIds,
  listPins,
  listRecentReceipts,
  listVersions,
  markUnread,
  openDirect,
  pinMessage,
  reactToMessage,
  SendQueue,
  saveDraft,
  sendMessage,
  sendMessages,
  setTyping,
  syncChat,
} from './chat/index.ts'
export type { Actor, AuthCtx, ChatCtx, Origin, PresenceCtx, SystemCtx } from './context.ts'
export { DomainError, isFault, toErrorView } from './domain-error.ts'
export * from './groups/index.ts'
export * from './people/index.ts'
export type * from './ports.ts'
export * from './presence/index.ts'
export { type RateLimitName, rateLimits, settableLimits } from './rate-limits.ts'
export { getServerSettings } from './server-settings/index.ts'
export * from './system/index.ts'
export * from './users/index.ts'
