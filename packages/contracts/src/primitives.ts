import { z } from 'zod'

/** Most code points in a message body, whatever the settings of the server say. */
export const bodyCodePointsMax = 10_000
/** Most messages in one `chat.sendMany`. */
export const sendManyMax = 50
/** Most conversations in one `chat.sync`. */
export const syncHaveMax = 500
/** Most rows in one page of `chat.history`. */
export const historyLimitMax = 100
/** Receipts are told in conversations of at most so many members. */
export const receiptMembersMax = 20
/** Who types is told in conversations of at most so many members. */
export const typingMembersMax = 1_000
/** Most different emoji on one message. */
export const reactionEmojiMax = 50
/** Most people named in one `groups.create` or `groups.addMembers`. */
export const membersAtOnceMax = 100
/** Most members in one page of `groups.members`, and groups in one of `groups.discover`. */
export const groupPageMax = 100
/** Most people asked for in one `users.list`. */
export const usersAtOnceMax = 100
/** Unread is counted up to here: below it is exact, and here it means "more than 99" and is shown as "99+". */
export const unreadMax = 100

export const uuid = z.guid().toLowerCase()
/** Made by a client for something new. Stops it from taking an id that the server derives (UUIDv8), as of a pair's direct conversation. */
export const madeUuid = z
  .union([z.uuidv4(), z.uuidv7()], { error: 'must be a UUID of version 4 or 7' })
  .transform((id) => id.toLowerCase())
/** Made by the client once, when the user presses send. */
export const messageId = z.uuidv7().toLowerCase()
/** A position, revision or version: a safe integer, 0 = before the first. */
export const counter = z.int().min(0)

/** ISO 8601 in UTC. As long as a clock writes it, and not before 1970: what PostgreSQL could not read would be a fault of ours. */
export const moment = z.iso
  .datetime()
  .max(30)
  .refine((text) => Date.parse(text) >= 0, { error: 'must lie after 1970' })

export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** PostgreSQL stores no NUL and UTF-8 has no lone surrogates: such text could not be stored unchanged. */
export const storable = (text: string) => !text.includes('\0') && text.isWellFormed()

export const messageBody = z
  .string()
  .max(bodyCodePointsMax * 2)
  .refine((body) => codePoints(body) <= bodyCodePointsMax, { error: `at most ${bodyCodePointsMax} characters` })
  .refine(storable, { error: 'must be well-formed text without NUL' })

export const filledMessageBody = messageBody.refine((body) => body.trim() !== '', { error: 'must not be blank' })

/** One emoji as Unicode recommends it for interchange, or one symbol that can be shown as an emoji. */
export const emoji = z
  .string()
  .max(64)
  .regex(/^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})$/v, { error: 'must be one emoji' })

// Controls, and the marks that turn the direction of what follows: with them a text could pass for another.
const deceiving = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** One line that may be empty. */
export const line = (codePointsMax: number) =>
  z
    .string()
    .trim()
    .max(codePointsMax * 2)
    .refine((text) => codePoints(text) <= codePointsMax, { error: `at most ${codePointsMax} characters` })
    .refine((text) => storable(text) && !deceiving.test(text), { error: 'must not contain control characters' })

/** Lines that may be empty. */
export const paragraph = (codePointsMax: number) =>
  z
    .string()
    .trim()
    .max(codePointsMax * 2)
    .refine((text) => codePoints(text) <= codePointsMax, { error: `at most ${codePointsMax} characters` })
    .refine((text) => storable(text) && !deceiving.test(text.replace(/[\n\t]/g, '')), {
      error: 'must not contain control characters',
    })

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'must be the IANA name of a time zone, such as Europe/Athens' })

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +01:00 are formats, not places.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

/** What people and groups are called. */
export const displayName = z
  .string()
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(80, { error: 'at most 80 characters' })
  .refine(storable, { error: 'must be well-formed text without NUL' })
  .refine((name) => !deceiving.test(name), { error: 'must not contain control characters' })

/** What the usernames of deleted accounts begin with. Stops somebody from taking the name that a deletion will need. */
export const deletedUsernamePrefix = 'deleted-'

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, { error: 'at least 2 characters' })
  .max(32, { error: 'at most 32 characters' })
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, {
    error: 'letters, digits, dot, dash and underscore, beginning and ending with a letter or digit',
  })
  .refine((name) => !name.startsWith(deletedUsernamePrefix), { error: 'is kept for deleted accounts' })

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, { error: 'at most 254 characters' })
  .pipe(z.email({ error: 'must be an e-mail address' }))

export const password = z
  .string()
  .min(8, { error: 'at least 8 characters' })
  .max(128, { error: 'at most 128 characters' })
  .refine(storable, { error: 'must be well-formed text without NUL' })
