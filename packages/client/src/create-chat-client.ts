import type { Conversation, Me, MessageChanged, PresenceView, UserChanged } from '@chatsphere/contracts'
import { uuidv7 } from 'uuidv7'
import type { ChatClient, ChatState, ConnectionState, Timeline } from './chat-client.ts'
import { toChatError } from './chat-error.ts'
import { ChatStore } from './chat-store.ts'
import type { Credentials } from './credentials.ts'
import { LiveOrder } from './live-order.ts'
import { LiveSocket } from './live-socket.ts'
import { Outbox } from './outbox.ts'
import { ReceiptsReporter } from './receipts-reporter.ts'
import { Syncer } from './syncer.ts'
import { TypingSignals } from './typing-signals.ts'

const pageSize = 50

/** Wires the store, the socket, sync, the outbox and the signals into one client. See `ChatClient` for what it promises. */
export function createChatClient(options: {
  me: Me
  realtimeUrl: string
  credentials: Credentials
  /** Calls the listeners when the device's network is back or lost; answers the function that ends that. */
  watchNetwork?: (onBack: () => void, onLost: () => void) => () => void
}): ChatClient {
  const { me, credentials } = options
  const listeners = new Set<() => void>()
  const store = new ChatStore(me.id)
  const presence = new Map<string, PresenceView>()
  const timelines = new Map<string, Timeline>()
  const loading = new Map<string, 'loading' | 'failed'>()
  let watched: readonly string[] = []
  let connection: Omit<ConnectionState, 'unsent'> = { status: 'connecting', since: Date.now() }
  let ready = false
  let state: ChatState | undefined
  let notifying = false

  const changed = () => {
    state = undefined
    if (notifying) return
    notifying = true
    // What changes in one turn is told once.
    queueMicrotask(() => {
      notifying = false
      for (const listener of listeners) listener()
    })
  }
  const setStatus = (status: ConnectionState['status']) => {
    if (connection.status === status) return
    connection = { status, since: Date.now() }
    changed()
  }

  const socket = new LiveSocket({
    realtimeUrl: options.realtimeUrl,
    credentials,
    onConnected() {
      setStatus('online')
      store.doubt()
      void syncer.request()
      outbox.resume()
      receipts.resume()
      watch()
    },
    onDisconnected() {
      outbox.pause()
      setStatus('connecting')
    },
    onSignedOut() {
      outbox.pause()
      setStatus('signed-out')
    },
  })
  const syncer = new Syncer({
    store,
    socket,
    onApplied() {
      ready = true
      liveOrder.retryHeld()
      for (const conversation of store.conversations()) if (conversation.unread > 0) reportDelivered(conversation.id)
      receipts.resume()
      changed()
    },
  })
  const receipts = new ReceiptsReporter({ store, socket })
  const typing = new TypingSignals({
    emit(conversationId, on) {
      // Nothing is lost with a signal that does not arrive.
      if (socket.connected) socket.call('typing:set', { conversationId, on }).catch(() => undefined)
    },
    onChanged: changed,
  })
  const outbox = new Outbox({
    async send(conversationId, messages) {
      const [only] = messages
      const input = messages.length === 1 && only ? { conversationId, ...only } : { conversationId, messages: [...messages] }
      const answer = await socket.call('message:send', input)
      return 'results' in answer ? answer.results : [answer]
    },
    onAcknowledged({ message }) {
      if ('revision' in message) store.applyAcknowledged(message)
    },
    onChanged: changed,
    setTimeout: (run, ms) => setTimeout(run, ms),
    random: Math.random,
  })

  const liveOrder = new LiveOrder({ store, syncer })
  const receive = (event: MessageChanged | UserChanged) => {
    liveOrder.receive(event)
    changed()
  }
  const reportDelivered = (conversationId: string) => {
    const conversation = store.conversation(conversationId)
    if (conversation?.lastMessage && conversation.lastMessage.authorId !== me.id) {
      receipts.delivered(conversationId, conversation.lastPosition)
    }
  }
  const watch = () => {
    if (!socket.connected || watched.length === 0) return
    socket.call('presence:watch', { userIds: [...watched] }).then(
      (answer) => {
        for (const view of answer.presence) presence.set(view.userId, view)
        changed()
      },
      () => undefined,
    )
  }

  socket.on('message:changed', (event) => {
    receive(event)
    for (const message of event.messages ?? []) {
      if (message.authorId !== me.id)
        typing.receive({ conversationId: event.conversationId, userId: message.authorId, on: false })
    }
    reportDelivered(event.conversationId)
  })
  socket.on('user:changed', receive)
  socket.on('receipt:changed', (event) => {
    store.applyReceipt(event)
    changed()
  })
  socket.on('typing:changed', (event) => typing.receive(event))
  socket.on('presence:changed', (view) => {
    presence.set(view.userId, view)
    changed()
  })
  socket.on('heads', (heads) => {
    store.noteHeads(heads)
    if (store.isBehind(heads)) syncer.requestAfterHold(() => store.isBehind(heads))
  })
  socket.on('resync', () => {
    store.doubt()
    syncer.requestAfterHold(() => true)
  })
  let stopListening = () => {}

  return {
    me,
    start() {
      stopListening =
        options.watchNetwork?.(
          () => socket.hurry(),
          () => socket.drop(),
        ) ?? stopListening
      socket.start()
    },
    stop() {
      stopListening()
      socket.stop()
      syncer.stop()
      receipts.stop()
      typing.stop()
      outbox.pause()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    state() {
      state ??= { ready, connection: { ...connection, unsent: outbox.unsent }, conversations: store.conversations() }
      return state
    },
    conversation: (conversationId) => store.conversation(conversationId),
    timeline(conversationId) {
      const record = store.record(conversationId)
      const timeline: Timeline = {
        messages: record?.messages() ?? noMessages,
        outgoing: outbox.of(conversationId),
        hasBefore: record?.hasBefore ?? false,
        status:
          record?.isLoaded && loading.get(conversationId) !== 'failed' ? 'ready' : (loading.get(conversationId) ?? 'loading'),
      }
      const known = timelines.get(conversationId)
      if (known && isSame(known, timeline)) return known
      timelines.set(conversationId, timeline)
      return timeline
    },
    typing: (conversationId) => typing.in(conversationId),
    presence: (userId) => presence.get(userId),

    async open(conversationId) {
      if (store.record(conversationId)?.isLoaded) return
      await syncer.request()
    },
    async loadBefore(conversationId) {
      const record = store.record(conversationId)
      if (!record?.isLoaded || !record.hasBefore || loading.get(conversationId) === 'loading') return
      loading.set(conversationId, 'loading')
      const before = record.low
      try {
        const page = await credentials.calls.chat.history.query({ conversationId, before, limit: pageSize })
        loading.delete(conversationId)
        store.applyOlder(conversationId, page, before)
      } catch (error) {
        loading.set(conversationId, 'failed')
        throw toChatError(error)
      } finally {
        changed()
      }
    },
    send(conversationId, body) {
      const id = uuidv7()
      typing.end(conversationId)
      outbox.add({ conversationId, id, body, createdAt: new Date().toISOString() })
      return id
    },
    retry: (messageId) => outbox.retry(messageId),
    discard: (messageId) => outbox.discard(messageId),
    markRead(conversationId, position) {
      if (!store.readTo(conversationId, position)) return
      receipts.read(conversationId)
      changed()
    },
    async markUnread(conversationId, position) {
      await settled(credentials.calls.chat.markUnread.mutate({ conversationId, position }))
    },
    type: (conversationId) => typing.type(conversationId),
    stopTyping: (conversationId) => typing.end(conversationId),
    searchUsers: (query, cursor) =>
      settled(credentials.calls.users.search.query({ query, ...(cursor !== undefined && { cursor }) })),
    async openDirect(userId): Promise<Conversation> {
      const conversation = await settled(credentials.calls.chat.openDirect.mutate({ userId }))
      store.applySummary(conversation)
      changed()
      // The messages of one that was made before come when they can; nobody has to wait for them.
      if (!store.record(conversation.id)?.isLoaded) void syncer.request()
      return store.conversation(conversation.id) ?? conversation
    },
    watchPresence(userIds) {
      watched = [...userIds]
      watch()
    },
    async signOut() {
      await settled(credentials.signOut())
      socket.stop()
      setStatus('signed-out')
    },
  }
}

function settled<Result>(call: Promise<Result>): Promise<Result> {
  return call.catch((error: unknown) => Promise.reject(toChatError(error)))
}

const noMessages: Timeline['messages'] = []

function isSame(one: Timeline, other: Timeline): boolean {
  return (
    one.messages === other.messages &&
    one.outgoing === other.outgoing &&
    one.hasBefore === other.hasBefore &&
    one.status === other.status
  )
}
