import type { en } from './en.ts'

/** Every text that a person reads, in one language. */
export type Messages = typeof en
