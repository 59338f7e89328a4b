import type {
  Acknowledgement,
  ClientEventInput,
  ClientEventName,
  ClientEventResults,
  ErrorCode,
  ServerEvents,
} from '@chatsphere/contracts'
import { io, type Socket } from 'socket.io-client'
import { ChatError, toChatError } from './chat-error.ts'
import type { Credentials } from './credentials.ts'

const ackTimeoutMs = 10_000
const retryBaseMs = 500
const retryMaxMs = 10_000
/** A connection that lasted so long was a good one: the next attempt is the first again. */
const steadyMs = 5_000
/** The token of a living socket is renewed this long before it is over by the clock of this device. */
const renewAheadMs = 60_000

/** What those need of it who ask the node for something. */
export type CallingSocket = Pick<LiveSocket, 'connected' | 'call'>

export interface LiveSocketOptions {
  realtimeUrl: string
  /** Where sockets go by now, if that can be told: asked before each connect but the first, since the node may be gone for good. */
  findRealtimeUrl(): Promise<string | undefined>
  credentials: Pick<Credentials, 'realtimeToken'>
  onConnected(): void
  onDisconnected(): void
  /** The session has ended: there is no way back but signing in. */
  onSignedOut(): void
}

/**
 * The connection to a realtime node.
 *
 * *stopped* until `start`. Then *connecting*: it fetches a token, asks where to go, opens the socket, and on any failure tries again after a random part
 * of a delay that doubles up to 10 s; one that is cut at once counts as a failure too. *connected* until the socket closes (back to *connecting*), the node asks to go elsewhere
 * (`reconnect`, after the time it names), or `stop`. A token that the node does not take, at the door, for a call or for a renewal, says
 * nothing about the session: another one is fetched. That the session is revoked, or that there is no token any more, leads to
 * *signed out*, which only `start` leaves.
 */
export class LiveSocket {
  readonly #options: LiveSocketOptions
  /** Its events are typed by `on` and `call`. */
  #socket: Socket
  #url: string
  readonly #listeners: [name: string, listener: Parameters<Socket['on']>[1]][] = []
  #attempts = 0
  #connectedAt = 0
  #running = false
  #token = ''
  /** The token that the node did not take. */
  #refusedToken: string | undefined
  #renewing = false
  /** Set while the next attempt is waited for. */
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #renewTimer: ReturnType<typeof setTimeout> | undefined
  #moveTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: LiveSocketOptions) {
    this.#options = options
    this.#url = options.realtimeUrl
    this.#socket = this.#open()
  }

  #open(): Socket {
    const socket = io(this.#url, {
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false,
      auth: (give) => give({ token: this.#token }),
    })
    socket.on('connect', () => {
      this.#connectedAt = Date.now()
      this.#options.onConnected()
    })
    socket.on('disconnect', () => this.#closed())
    socket.on('connect_error', (error) => this.#turnedAway(error))
    socket.on('reconnect', ({ afterMs }: { afterMs: number }) => this.#moveElsewhere(afterMs))
    socket.on('session:revoked', () => this.#signedOut())
    for (const [name, listener] of this.#listeners) socket.on<string>(name, listener)
    return socket
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  on<Name extends keyof ServerEvents>(name: Name, listener: ServerEvents[Name]): void {
    this.#listeners.push([name, listener])
    this.#socket.on<string>(name, listener)
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    void this.#connect()
  }

  stop(): void {
    this.#running = false
    this.#clearTimers()
    this.#socket.disconnect()
  }

  /** Tries at once instead of waiting: the network is back. */
  hurry(): void {
    if (this.#retryTimer !== undefined) void this.#connect()
  }

  /** The network is gone: what is under way will get no answer, so that it is told now instead of after a time-out. */
  drop(): void {
    if (this.#socket.connected) this.#socket.disconnect()
  }

  /**
   * Rejects with a `ChatError`; `unavailable` if there was no answer, so that the outcome is unknown. `onAnswer` sees the answer before
   * any event that the node sent after it; the promise may resolve after those.
   */
  async call<Name extends ClientEventName>(
    name: Name,
    input: ClientEventInput<Name>,
    onAnswer?: (answer: ClientEventResults[Name]) => void,
  ): Promise<ClientEventResults[Name]> {
    if (!this.#socket.connected) throw unreachable()
    const { promise, resolve, reject } = Promise.withResolvers<Acknowledgement<ClientEventResults[Name]>>()
    const heard = (error: Error | null, answer: Acknowledgement<ClientEventResults[Name]>) => {
      if (error) {
        reject(unreachable())
        return
      }
      if (answer.ok) onAnswer?.(answer.data)
      resolve(answer)
    }
    this.#socket.timeout(ackTimeoutMs).emit(name, input, heard)
    const answer = await promise
    if (answer.ok) return answer.data
    // The token is over by the node's clock, which is the one that counts.
    if (answer.error.code === 'unauthenticated' && name !== 'session:renew') void this.#renew({ refused: true })
    throw new ChatError(answer.error)
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#retryTimer)
    this.#retryTimer = undefined
    if ((await this.#fetchToken()) === 'failed') {
      this.#retry()
      return
    }
    if (this.#attempts > 0 || this.#connectedAt > 0) await this.#findNode()
    if (this.#running) this.#socket.connect()
  }

  async #findNode(): Promise<void> {
    const url = await this.#options.findRealtimeUrl()
    if (url === undefined || url === this.#url) return
    this.#url = url
    this.#socket = this.#open()
  }

  async #fetchToken(): Promise<'fetched' | 'failed'> {
    try {
      const { token, expiresAt } = await this.#options.credentials.realtimeToken(this.#refusedToken)
      this.#token = token
      this.#refusedToken = undefined
      this.#planRenewal(Date.parse(expiresAt) - Date.now())
      return 'fetched'
    } catch (error) {
      if (sessionEnds.has(toChatError(error).code)) this.#signedOut()
      return 'failed'
    }
  }

  /** A token that is over when it comes shows that the clock here is wrong: the node says when it has to be renewed. */
  #planRenewal(leftMs: number): void {
    if (!this.#running) return
    const inMs = leftMs > 0 ? Math.max(1_000, leftMs - renewAheadMs) : renewAheadMs
    clearTimeout(this.#renewTimer)
    this.#renewTimer = setTimeout(() => void this.#renew(), inMs)
  }

  /** One that gets no answer is left to the next connect: the node cuts the socket when its token is over. */
  async #renew({ refused = false } = {}): Promise<void> {
    if (this.#renewing || !this.#running) return
    this.#renewing = true
    if (refused) this.#refusedToken = this.#token
    try {
      if ((await this.#fetchToken()) === 'fetched') await this.call('session:renew', { token: this.#token })
    } catch (error) {
      this.#noteRefusal(toChatError(error).code)
      if (this.#refusedToken !== undefined) this.#socket.disconnect()
    } finally {
      this.#renewing = false
    }
  }

  #noteRefusal(code: string | undefined): void {
    if (code === 'session_revoked') this.#signedOut()
    if (code === 'unauthenticated' || code === 'invalid_token') this.#refusedToken = this.#token
  }

  #retry(): void {
    if (!this.#running) return
    this.#attempts += 1
    const ceilingMs = Math.min(retryMaxMs, retryBaseMs * 2 ** (this.#attempts - 1))
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => void this.#connect(), ceilingMs * Math.random())
  }

  #closed(): void {
    if (Date.now() - this.#connectedAt >= steadyMs) this.#attempts = 0
    this.#clearTimers()
    this.#options.onDisconnected()
    this.#retry()
  }

  #turnedAway(error: Error & { data?: unknown }): void {
    this.#noteRefusal((error.data as { code?: string } | undefined)?.code)
    this.#retry()
  }

  #moveElsewhere(afterMs: number): void {
    clearTimeout(this.#moveTimer)
    // Its 'disconnect' leads on to the next connection.
    this.#moveTimer = setTimeout(() => this.#socket.disconnect(), afterMs)
  }

  #clearTimers(): void {
    for (const timer of [this.#retryTimer, this.#renewTimer, this.#moveTimer]) clearTimeout(timer)
    this.#retryTimer = undefined
  }

  #signedOut(): void {
    if (!this.#running) return
    this.stop()
    this.#options.onSignedOut()
  }
}

function unreachable(): ChatError {
  return new ChatError({ code: 'unavailable', message: 'The server cannot be reached.' })
}

/** No new token after these: a program's refresh token that is not valid is `invalid_token`. */
const sessionEnds: ReadonlySet<ErrorCode> = new Set(['unauthenticated', 'session_revoked', 'invalid_token'])
