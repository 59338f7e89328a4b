import type { PresenceView } from '@chatsphere/contracts'

/** A message row as somebody was shown it. `digest` stands for all of it, `body` for its text: a history of bodies would fill the disk. */
export interface Row {
  readonly conversationId: string
  readonly id: string
  readonly position: number
  readonly revision: number
  readonly version: number
  readonly digest: string
  readonly body: string
}

/** What an answer to `message:send` says of one message. `row` is missing where the sender may not read it any more. */
export interface SentResult {
  readonly id: string
  readonly position: number
  readonly duplicate: boolean
  readonly row?: Row
}

/**
 * What a device did and saw, as it happened. `call` and `answer` belong together by `call`; a call without an answer has an unknown
 * outcome. `send` is the moment when the user pressed send: the order of these is the order of the outbox.
 */
export type HistoryEvent =
  | { readonly type: 'send'; readonly conversationId: string; readonly id: string; readonly body: string }
  | { readonly type: 'refused'; readonly conversationId: string; readonly id: string; readonly code: string }
  | {
      readonly type: 'call'
      readonly call: string
      readonly name: string
      readonly ids?: readonly string[]
      readonly input?: unknown
    }
  | {
      readonly type: 'answer'
      readonly call: string
      readonly name: string
      readonly rows: readonly Row[]
      readonly sent?: readonly SentResult[]
    }
  | { readonly type: 'answer'; readonly call: string; readonly name: string; readonly error: string }
  | {
      readonly type: 'live'
      readonly name: 'message:changed'
      readonly conversationId: string
      readonly from: number
      readonly through: number
      readonly rows: readonly Row[]
    }
  | { readonly type: 'live'; readonly name: string; readonly conversationIds: readonly string[]; readonly rows: readonly Row[] }
  | { readonly type: 'heard'; readonly conversationId: string; readonly id: string; readonly position: number }
  | { readonly type: 'connection'; readonly status: string }
  /** What the server told of somebody's presence, by itself or asked. */
  | { readonly type: 'presence'; readonly view: PresenceView }
  | {
      readonly type: 'view'
      readonly conversationId: string
      readonly revision: number
      readonly lastPosition: number
      readonly readVersion: number
      readonly userRevision: number
    }

/** `at`: milliseconds of the machine's own clock, comparable across processes. */
export type HistoryRecord = HistoryEvent & { readonly at: number; readonly device: string }
