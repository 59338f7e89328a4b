/**
 * Every limit: `points` uses per `seconds` of one key. Accounts and addresses are limited apart, so that neither can be walked around. A key of
 * a limit whose name ends with `PerAddress` is an address; all addresses of one IPv6 network of 64 bits count as one.
 */
export const rateLimits = {
  signInPerAccount: { points: 10, seconds: 15 * 60 },
  signInPerAddress: { points: 60, seconds: 15 * 60 },
  /** From all addresses together: more would leave the processor with nothing but hashing. */
  signInEverywhere: { points: 1_200, seconds: 60 },
  registerPerAddress: { points: 20, seconds: 60 * 60 },
  resetPerAddress: { points: 20, seconds: 60 * 60 },
  mailPerRecipient: { points: 5, seconds: 60 * 60 },
  linkPerAddress: { points: 60, seconds: 15 * 60 },
  passwordPerAccount: { points: 10, seconds: 15 * 60 },
  mailPerAccount: { points: 10, seconds: 60 * 60 },
  refreshPerAddress: { points: 600, seconds: 60 },
  ticketPerAddress: { points: 60, seconds: 15 * 60 },
  searchPerAccount: { points: 120, seconds: 60 },
  sendPerAccount: { points: 600, seconds: 10 },
  /** The dearest of reads: from nothing it tells everything. */
  syncPerAccount: { points: 300, seconds: 60 },
  changePerAccount: { points: 300, seconds: 10 },
  watchPerAccount: { points: 600, seconds: 60 },
  statusPerAccount: { points: 30, seconds: 60 },
  newGroupPerAccount: { points: 60, seconds: 60 * 60 },
  groupPerAccount: { points: 120, seconds: 60 },
  profilePerAccount: { points: 30, seconds: 60 },
  blockPerAccount: { points: 60, seconds: 60 },
  settingsPerAccount: { points: 120, seconds: 60 },
  adminPerAccount: { points: 300, seconds: 60 },
  openDirectPerAccount: { points: 60, seconds: 60 },
  callPerAccount: { points: 1_200, seconds: 60 },
  handshakePerAddress: { points: 300, seconds: 60 },
  /** Kilobytes and packets. Who goes on beyond what `eventPerAccount` refuses is cut. */
  inboundPerAccount: { points: 15_000, seconds: 10 },
  eventPerAccount: { points: 1_200, seconds: 10 },
  socketPerAccount: { points: 120, seconds: 60 },
} as const

export type RateLimitName = keyof typeof rateLimits

type LimitSetting = 'messagesPerTenSeconds' | 'registrationsPerHour' | 'signInTriesPerQuarterHour'

/** The limits whose points are what the settings of the server say; those above are what these begin as. */
export const settableLimits: { readonly [Name in RateLimitName]?: LimitSetting } = {
  sendPerAccount: 'messagesPerTenSeconds',
  registerPerAddress: 'registrationsPerHour',
  signInPerAccount: 'signInTriesPerQuarterHour',
}
