import type { ErrorCode } from '@chatsphere/contracts'
import { counted } from './en-counted.ts'

/** What refused calls mean, which is no part of the first load of the chat. */
export const enFailures = {
  errors: {
    unauthenticated: 'Please sign in again.',
    invalid_credentials: 'Wrong e-mail, username or password',
    invalid_token: 'This link has been used or has expired. Ask for a new one.',
    session_revoked: 'You were signed out. Please sign in again.',
    forbidden: 'You may not do this.',
    not_found: 'This is not there, or not for you.',
    invalid_input: 'Something in there is not right. Please check the fields.',
    id_conflict: 'The message could not be stored. Please write it again.',
    edit_conflict: 'Somebody changed it in the meantime. Look again, then repeat your change.',
    email_taken: 'There is an account with this e-mail address already',
    username_taken: 'This username is taken. Try another one',
    last_admin: 'At least one administrator has to remain.',
    too_large: 'This is too large.',
    rate_limited: 'Too many tries.',
    internal: 'Something went wrong on our side. Please try again.',
    unavailable: 'The server cannot be reached. Check your connection and try again.',
  } satisfies Record<ErrorCode, string>,
  passwordCommon: 'Too well known. Choose a password that nobody would guess',
  tryAgainIn: (seconds: number) =>
    seconds < 60
      ? `Try again in ${counted(seconds, 'second', 'seconds')}.`
      : `Try again in ${counted(Math.ceil(seconds / 60), 'minute', 'minutes')}.`,
}

export type FailureMessages = typeof enFailures
