import { type ChatClient, ChatError, createClient } from '@chatsphere/client'
import type { Message, SetStatusInput } from '@chatsphere/contracts'
import type { PresentDevice } from '../checker/evidence.ts'
import type { HistoryEvent } from '../history.ts'
import { type Act, actOnMessage } from './message-acts.ts'
import type { ConversationOperation, DeviceSetup, Operation } from './operation.ts'
import { digestOf, rowOf } from './row-digest.ts'
import { StoreDigester, viewStore } from './store-view.ts'

/** The ids behind the names of a plan. */
export interface Names {
  readonly users: Readonly<Record<string, string>>
  readonly conversations: Readonly<Record<string, string>>
}

/** Four bytes a character, as long as a body may be: what fills a socket fastest. */
const floodBody = '😀'.repeat(10_000)
const floodCount = 50

/**
 * One device under test: the production client with everything that it does and shows written down.
 */
export class Device {
  readonly name: string
  readonly #client: ChatClient
  readonly #names: Names
  readonly #note: (event: HistoryEvent) => void
  readonly #digester = new StoreDigester()
  readonly #discarded = new Set<string>()
  readonly #seen = new Map<string, string>()
  readonly #watched: readonly string[]
  #idle = false
  #status = ''
  #count = 0

  private constructor(parts: { setup: DeviceSetup; client: ChatClient; names: Names; note: (event: HistoryEvent) => void }) {
    this.name = parts.setup.name
    this.#client = parts.client
    this.#names = parts.names
    this.#note = parts.note
    this.#client.subscribe(() => this.#look())
    this.#client.onMessage(({ conversationId, id, position }) => this.#note({ type: 'heard', conversationId, id, position }))
    this.#client.start()
    this.#watched = (parts.setup.watches ?? []).map((user) => this.#userId(user))
    this.#client.watchPresence(this.#watched)
  }

  static async open(setup: DeviceSetup, names: Names, note: (event: HistoryEvent) => void): Promise<Device> {
    const { webUrl, realtimeUrl, tokens } = setup
    const client = await createClient({ url: webUrl, realtimeUrl, tokens })
    return new Device({ setup, client, names, note })
  }

  /** It is level with the server for the first time. */
  whenReady(): Promise<void> {
    return this.#client.whenReady()
  }

  act(operation: Operation): void {
    if (operation.do === 'status') this.#chooseStatus(operation)
    else if (operation.do === 'idle') this.#turn(operation.on)
    else this.#actIn(operation)
  }

  #actIn(operation: ConversationOperation): void {
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
      case 'add':
        this.#recorded('addMembers', this.#client.addMembers(id, [this.#userId(operation.user)]).then(none))
        return
      case 'remove':
        this.#recorded('removeMember', this.#client.removeMember(id, this.#userId(operation.user)).then(none))
        return
      case 'leave':
        this.#recorded('leave', this.#client.leave(id).then(none))
        return
      default: {
        const act = actOnMessage(this.#client, id, operation, `${this.name} writes ${this.#count++}`)
        if (act) this.#recorded(act.name, act.answer)
      }
    }
  }

  /** At the end everybody looks at the newest messages. */
  #showHeads(): void {
    for (const { id } of this.#client.state().conversations) this.#client.showHead(id)
  }

  digest() {
    this.#showHeads()
    return this.#digester.digest(this.#client)
  }

  view() {
    this.#showHeads()
    return viewStore(this.#client)
  }

  presence(): Omit<PresentDevice, 'name'> {
    const shown = Object.fromEntries(this.#watched.map((userId) => [userId, this.#client.presence(userId) ?? null]))
    return { connected: this.#client.state().connection.status === 'online', idle: this.#idle, shown }
  }

  stop(): void {
    this.#client.stop()
  }

  #send(conversationId: string, { count, bad, reply }: Extract<Operation, { do: 'send' }>): void {
    for (let index = 0; index < count; index++) {
      const text = `${this.name} says ${this.#count++} 😀`
      const replyTo = reply ? this.#client.timeline(conversationId).messages.at(-1)?.id : undefined
      this.#write(conversationId, bad === 'blank' ? '   ' : bad === 'too-long' ? text.padEnd(10_001, '.') : text, replyTo)
    }
  }

  #write(conversationId: string, body: string, replyTo?: string): void {
    const id = this.#client.send(conversationId, body, replyTo === undefined ? {} : { replyTo })
    this.#note({ type: 'send', conversationId, id, body: digestOf(body) })
  }

  #markUnread(conversationId: string, back: number): void {
    const last = this.#client.conversation(conversationId)?.lastPosition ?? 0
    if (last === 0) return
    const position = Math.max(1, last - Math.floor(back * Math.min(last, 40)))
    this.#recorded('markUnread', this.#client.markUnread(conversationId, position).then(none))
  }

  #turn(idle: boolean): void {
    this.#idle = idle
    this.#client.setIdle(idle)
  }

  #chooseStatus({ status, says, endsInMs }: Extract<Operation, { do: 'status' }>): void {
    const input: SetStatusInput = {
      status,
      ...(says && { emoji: '🌴', text: `${this.name} says ${this.#count++}` }),
      ...(endsInMs !== undefined && { expiresAt: new Date(Date.now() + endsInMs).toISOString() }),
    }
    this.#recorded('setStatus', this.#client.setStatus(input).then(none), input)
  }

  #userId(name: string): string {
    const id = this.#names.users[name]
    if (id === undefined) throw new Error(`There is no user ${name}`)
    return id
  }

  #recorded(name: string, answer: Act['answer'], input?: unknown): void {
    const call = `${this.name}/api/${this.#count++}`
    this.#note({ type: 'call', call, name, ...(input !== undefined && { input }) })
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
    }
    // Also of conversations that it is no longer part of.
    for (const id of Object.values(this.#names.conversations)) this.#discardRefused(id)
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
  return reason instanceof ChatError ? reason.code : String(reason)
}

const none = (): Message[] => []
