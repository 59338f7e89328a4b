/** Every limit: `points` uses per `seconds` of one key. Accounts and addresses are limited apart, so that neither can be walked around. */
export const rateLimits = {
  signInPerAccount: { points: 10, seconds: 15 * 60 },
  signInPerAddress: { points: 60, seconds: 15 * 60 },
  registerPerAddress: { points: 20, seconds: 60 * 60 },
  refreshPerAddress: { points: 600, seconds: 60 },
  ticketPerAddress: { points: 60, seconds: 15 * 60 },
  searchPerAccount: { points: 120, seconds: 60 },
  sendPerAccount: { points: 600, seconds: 10 },
  changePerAccount: { points: 300, seconds: 10 },
  watchPerAccount: { points: 600, seconds: 60 },
  statusPerAccount: { points: 30, seconds: 60 },
  groupPerAccount: { points: 120, seconds: 60 },
  openDirectPerAccount: { points: 60, seconds: 60 },
  callPerAccount: { points: 1_200, seconds: 60 },
  handshakePerAddress: { points: 300, seconds: 60 },
  eventPerAccount: { points: 1_200, seconds: 10 },
  socketPerAccount: { points: 120, seconds: 60 },
} as const

export type RateLimitName = keyof typeof rateLimits
