/** One socket of a load: its node, how it signs in, and the conversations that it writes to in turn; none for one that only listens. */
export interface LoadSocket {
  readonly url: string
  readonly auth: object
  readonly conversationIds: readonly string[]
}

/** `closed`: each writing socket keeps `window` sends under way. `open`: sends are due at a fixed rate, whatever the answers do. */
export interface LoadPlan {
  readonly sockets: readonly LoadSocket[]
  readonly pace: { readonly kind: 'closed'; readonly window: number } | { readonly kind: 'open'; readonly perSecond: number }
  readonly warmUpMs: number
  readonly measureMs: number
  /** How many sockets each message reaches. */
  readonly socketsPerMessage: number
}

export interface Percentiles {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface LoadResult {
  /** Over the whole load, with the warm-up. */
  readonly acked: number
  readonly refused: number
  readonly delivered: number
  /** In the measured part alone. */
  readonly measuredAcked: number
  readonly measuredDelivered: number
  readonly seconds: number
  /** From the moment that a send was due, in ms. */
  readonly ack: Percentiles
}

/** What goes between the bench and the process that makes the load. */
export type LoadMessage = { kind: 'measuring' } | { kind: 'measured' } | { kind: 'result'; result: LoadResult }
