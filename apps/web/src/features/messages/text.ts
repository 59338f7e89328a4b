import { en } from './en.ts'

export type Messages = typeof en

/** The catalogue in use. */
export const text: Messages = en
