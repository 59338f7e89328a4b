import type { unreadMax as contractUnreadMax } from '@chatsphere/contracts'

/** The contract's number, repeated so that the contract's schemas stay out of the browser's scripts; the type holds them together. */
export const unreadMax: typeof contractUnreadMax = 100
