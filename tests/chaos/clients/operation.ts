import type { SetStatusInput } from '@chatsphere/contracts'

/** What a user does, named without ids, so that a plan can be made before there are any. `pick` and `back` are drawn from 0 to 1. */
export type Operation =
  | {
      readonly do: 'send'
      readonly in: string
      readonly count: number
      readonly reply?: boolean
      readonly bad?: 'blank' | 'too-long'
    }
  | { readonly do: 'flood'; readonly in: string }
  | { readonly do: 'read' | 'load-before' | 'type'; readonly in: string }
  | { readonly do: 'mark-unread'; readonly in: string; readonly back: number }
  | {
      readonly do: 'edit' | 'delete' | 'react' | 'pin' | 'around'
      readonly in: string
      readonly pick: number
      readonly on: boolean
    }
  | { readonly do: 'add' | 'remove'; readonly in: string; readonly user: string }
  | { readonly do: 'leave'; readonly in: string }
  | { readonly do: 'race'; readonly in: string }
  | {
      readonly do: 'status'
      readonly status: SetStatusInput['status']
      readonly says: boolean
      /** After so long it is over. */
      readonly endsInMs?: number
    }
  | { readonly do: 'idle'; readonly on: boolean }

/** What is done in a conversation. */
export type ConversationOperation = Extract<Operation, { in: string }>

/** Somebody's device: a production client with a session of its own. */
export interface DeviceSetup {
  readonly name: string
  readonly user: string
  readonly index: number
  readonly tokens: { accessToken: string; accessTokenExpiresAt: string; refreshToken: string; refreshTokenExpiresAt: string }
  readonly webUrl: string
  readonly realtimeUrl: string
  /** `client`: the production client. `raw`: a socket that listens and never comes back. `racer`: sends the same id on two ways. */
  readonly kind: 'client' | 'raw' | 'racer'
  readonly watches?: readonly string[]
}
