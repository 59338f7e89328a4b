import { type Calls, type ChatClient, createCalls, createClient } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'
import type { HistoryEvent } from '../history.ts'
import type { DeviceSetup, Operation } from './operation.ts'
import { digestOf, rowOf } from './row-digest.ts'
import { StoreDigester, viewStore } from './store-view.ts'
import { type TypedOperation, typedCall } from './typed-calls.ts'

/** The ids behind the names of a plan. */
export interface Names {
  readonly users: Readonly<Record<string, string>>
  readonly conversations: Readonly<Record<string, string>>
}

/** Four bytes a character, as long as a body may be: what fills a socket fastest. */
const floodBody = '😀'.repeat(10_000)
const floodCount = 50

/**
 * One device under test: the production client with everything that it does and shows written down. What the client has no method for
 * goes out as a call of the typed API with the same tokens.
 */
export class Device {
  readonly name: string
  readonly #client: ChatClient
  readonly #calls: Calls
  readonly #names: Names
  readonly #note: (event: HistoryEvent) => void
  readonly #digester = new StoreDigester()
  readonly #discarded = new Set<string>()
  readonly #seen = new Map<string, string>()
  #status = ''
  #callCount = 0

  private constructor(parts: {
    setup: DeviceSetup
    client: ChatClient
    calls: Calls
    names: Names
    note: (event: HistoryEvent) => void
  }) {
    this.name = parts.setup.name
    this.#client = parts.client
    this.#calls = parts.calls
    this.#names = parts.names
    this.#note = parts.note
    this.#client.subscribe(() => this.#look())
    this.#client.start()
    if (parts.setup.watches) this.#client.watchPresence(parts.setup.watches.map((user) => parts.names.users[user] ?? ''))
  }

  static async open(setup: DeviceSetup, names: Names, note: (event: HistoryEvent) => void): Promise<Device> {
    let { tokens } = setup
    const client = await createClient({
      url: setup.webUrl,
      realtimeUrl: setup.realtimeUrl,
      tokens,
      onTokens: (next) => {
        tokens = next
      },
    })
    const calls = createCalls(setup.webUrl, async () => ({ authorization: `Bearer ${tokens.accessToken}` }))
    return new Device({ setup, client, calls, names, note })
  }

  act(operation: Operation): void {
    const id = this.#names.conversations[operation.in]
    if (id === undefined) throw new Error(`There is no conversation ${operation.in}`)
    // Not part of it now, or not yet.
    if (!this.#client.conversation(id) && operation.do !== 'add') return
    switch (operation.do) {
      case 'send':
        this.#send(id, operation)
        return
      case 'flood':
        for (let index = 0; index < floodCount; index++) this.#write(id, floodBody)
        return
      case 'read':
        this.#client.markRead(id, this.#client.conversation(id)?.lastPosition ?? 0)
        return
      case 'type':
        this.#client.type(id)
        return
      case 'load-before':
        this.#client.loadBefore(id).catch(() => undefined)
        return
      case 'mark-unread':
        this.#markUnread(id, operation.back)
        return
      case 'race':
        return
      default:
        this.#call(id, operation)
        return
    }
  }

  digest() {
    return this.#digester.digest(this.#client)
  }

  view() {
    return viewStore(this.#client)
  }

  presence(userId: string): string | undefined {
    return this.#client.presence(userId)?.status
  }

  stop(): void {
    this.#client.stop()
  }

  #send(conversationId: string, { count, bad }: Extract<Operation, { do: 'send' }>): void {
    for (let index = 0; index < count; index++) {
      const text = `${this.name} says ${this.#callCount++} 😀`
      this.#write(conversationId, bad === 'blank' ? '   ' : bad === 'too-long' ? text.padEnd(10_001, '.') : text)
    }
  }

  #write(conversationId: string, body: string): void {
    const id = this.#client.send(conversationId, body)
    this.#note({ type: 'send', conversationId, id, body: digestOf(body) })
  }

  #markUnread(conversationId: string, back: number): void {
    const last = this.#client.conversation(conversationId)?.lastPosition ?? 0
    if (last === 0) return
    const position = Math.max(1, last - Math.floor(back * Math.min(last, 40)))
    this.#recorded(
      'chat.markUnread',
      this.#client.markUnread(conversationId, position).then(() => []),
    )
  }

  /** What the client has no method for. */
  #call(conversationId: string, operation: TypedOperation): void {
    const { messages } = this.#client.timeline(conversationId)
    const text = `${this.name} writes ${this.#callCount++}`
    const made = typedCall(this.#calls, operation, {
      conversationId,
      messages,
      ownId: this.#client.me.id,
      text,
      users: this.#names.users,
    })
    if (made) this.#recorded(made.name, made.answer)
  }

  #recorded(name: string, answer: Promise<readonly Message[]>): void {
    const call = `${this.name}/api/${this.#callCount++}`
    this.#note({ type: 'call', call, name })
    answer.then(
      (messages) => this.#note({ type: 'answer', call, name, rows: messages.map(rowOf) }),
      (reason: unknown) => this.#note({ type: 'answer', call, name, error: codeOf(reason) }),
    )
  }

  /** After every change of what the client shows. */
  #look(): void {
    const { connection, conversations } = this.#client.state()
    if (connection.status !== this.#status) {
      this.#status = connection.status
      this.#note({ type: 'connection', status: connection.status })
    }
    for (const conversation of conversations) {
      const { id, revision, lastPosition, readVersion, userRevision } = conversation
      const seen = [revision, lastPosition, readVersion, userRevision].join()
      if (this.#seen.get(id) !== seen)
        this.#note({ type: 'view', conversationId: id, revision, lastPosition, readVersion, userRevision })
      this.#seen.set(id, seen)
      this.#discardRefused(id)
    }
  }

  /** A user who sees a refusal puts the message away. */
  #discardRefused(conversationId: string): void {
    for (const { id, state, error } of this.#client.timeline(conversationId).outgoing) {
      if (state !== 'failed' || this.#discarded.has(id)) continue
      this.#discarded.add(id)
      this.#note({ type: 'refused', conversationId, id, code: error?.code ?? 'unknown' })
      queueMicrotask(() => this.#client.discard(id))
    }
  }
}

/** `unavailable`: no answer, so that the outcome is unknown. */
function codeOf(reason: unknown): string {
  const { code, data } = (reason ?? {}) as { code?: unknown; data?: { appCode?: unknown } }
  return typeof data?.appCode === 'string' ? data.appCode : typeof code === 'string' ? code : 'unavailable'
}
