const minute = 60_000
const day = 24 * 60 * minute

/** A session ends for good after this, however busy. */
export const sessionLifetimeMs = 90 * day
/** A browser session that nobody used for this long is over. */
export const sessionIdleMs = 30 * day
/** A program that does not refresh for this long has to sign in again. */
export const refreshTokenLifetimeMs = 30 * day
/** Two parallel refreshes of one token, or an answer lost on the way, get the same successor for this long. */
export const refreshGraceMs = 30_000
export const ticketLifetimeMs = minute
export const verifyLinkLifetimeMs = day
export const resetLinkLifetimeMs = 60 * minute
export const setupTokenLifetimeMs = 7 * day
/** `last_used_at` is written at most this often. */
export const lastUsedResolutionMs = 5 * minute
