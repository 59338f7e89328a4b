import type {
  Acknowledgement,
  ClientEventInput,
  ClientEventName,
  ClientEventResults,
  ClientEvents,
  ServerEvents,
} from '@chatsphere/contracts'
import { io, type Socket } from 'socket.io-client'
import { ChatError, toChatError } from './chat-error.ts'
import type { Credentials } from './credentials.ts'

const ackTimeoutMs = 10_000
const retryBaseMs = 500
const retryMaxMs = 10_000
/** The token of a living socket is renewed this long before it is over. */
const renewAheadMs = 60_000

export interface LiveSocketOptions {
  realtimeUrl: string
  credentials: Credentials
  onConnected(): void
  onDisconnected(): void
  /** The session has ended: there is no way back but signing in. */
  onSignedOut(): void
}

/**
 * The connection to a realtime node.
 *
 * *stopped* until `start`. Then *connecting*: it fetches a token, opens the socket, and on any failure tries again after a random part
 * of a delay that doubles up to 10 s. *connected* until the socket closes (back to *connecting*), the node asks to go elsewhere
 * (`reconnect`, after the time it names), or `stop`. A token that is refused because the session has ended leads to *signed out*,
 * which nothing leaves.
 */
export class LiveSocket {
  readonly #options: LiveSocketOptions
  readonly #socket: Socket<ServerEvents, ClientEvents>
  #attempts = 0
  #running = false
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #renewTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: LiveSocketOptions) {
    this.#options = options
    this.#socket = io(options.realtimeUrl, {
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false,
      auth: (give) => give({ token: this.#token }),
    })
    this.#socket.on('connect', () => {
      this.#attempts = 0
      this.#options.onConnected()
    })
    this.#socket.on('disconnect', () => this.#closed())
    this.#socket.on('connect_error', (error) => this.#refused(error))
    this.#socket.on('reconnect', ({ afterMs }) => this.#moveElsewhere(afterMs))
    this.#socket.on('session:revoked', () => this.#signedOut())
  }

  #token = ''

  get connected(): boolean {
    return this.#socket.connected
  }

  on<Name extends keyof ServerEvents>(name: Name, listener: ServerEvents[Name]): void {
    this.#socket.on(name, listener as never)
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    void this.#connect()
  }

  stop(): void {
    this.#running = false
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#renewTimer)
    this.#socket.disconnect()
  }

  /** Tries at once instead of waiting: the network is back. */
  hurry(): void {
    if (!this.#running || this.#socket.connected || this.#socket.active) return
    clearTimeout(this.#retryTimer)
    void this.#connect()
  }

  /** The network is gone: what is under way will get no answer, so that it is told now instead of after a time-out. */
  drop(): void {
    if (this.#socket.connected) this.#socket.disconnect()
  }

  /** Rejects with a `ChatError`; `unavailable` if there was no answer, so that the outcome is unknown. */
  async call<Name extends ClientEventName>(name: Name, input: ClientEventInput<Name>): Promise<ClientEventResults[Name]> {
    if (!this.#socket.connected) throw unreachable()
    let answer: Acknowledgement<ClientEventResults[Name]>
    try {
      const timed = this.#socket.timeout(ackTimeoutMs) as unknown as {
        emitWithAck(event: Name, payload: ClientEventInput<Name>): Promise<Acknowledgement<ClientEventResults[Name]>>
      }
      answer = await timed.emitWithAck(name, input)
    } catch {
      throw unreachable()
    }
    if (answer.ok) return answer.data
    throw new ChatError(answer.error)
  }

  async #connect(): Promise<void> {
    try {
      await this.#fetchToken()
    } catch (error) {
      if (isSignedOut(toChatError(error))) this.#signedOut()
      else this.#retry()
      return
    }
    if (this.#running) this.#socket.connect()
  }

  async #fetchToken(): Promise<void> {
    const { token, expiresAt } = await this.#options.credentials.realtimeToken()
    this.#token = token
    clearTimeout(this.#renewTimer)
    this.#renewTimer = setTimeout(() => void this.#renew(), Math.max(1_000, Date.parse(expiresAt) - Date.now() - renewAheadMs))
  }

  /** A renewal that fails is left to the next connect: the node cuts the socket when its token is over. */
  async #renew(): Promise<void> {
    if (!this.#running) return
    try {
      await this.#fetchToken()
      await this.call('session:renew', { token: this.#token })
    } catch (error) {
      if (isSignedOut(toChatError(error))) this.#signedOut()
    }
  }

  #retry(): void {
    if (!this.#running) return
    this.#attempts += 1
    const ceilingMs = Math.min(retryMaxMs, retryBaseMs * 2 ** (this.#attempts - 1))
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => void this.#connect(), ceilingMs * Math.random())
  }

  #closed(): void {
    this.#options.onDisconnected()
    this.#retry()
  }

  #refused(error: Error & { data?: unknown }): void {
    const code = (error.data as { code?: string } | undefined)?.code
    if (code === 'session_revoked') this.#signedOut()
    else this.#retry()
  }

  #moveElsewhere(afterMs: number): void {
    setTimeout(() => {
      // Its 'disconnect' leads on to the next connection.
      if (this.#running) this.#socket.disconnect()
    }, afterMs)
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

function isSignedOut(error: ChatError): boolean {
  return ['unauthenticated', 'session_revoked', 'invalid_token'].includes(error.code)
}
