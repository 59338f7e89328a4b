import type { Me, MessageChanged, PresenceView, UserChanged } from '@chatsphere/contracts'
import { uuidv7 } from 'uuidv7'
import { createChatCalls, settled } from './chat-calls.ts'
import type { ChatClient, ChatState, ConnectionState } from './chat-client.ts'
import { ChatStore } from './chat-store.ts'
import type { Credentials } from './credentials.ts'
import { IncomingMessages } from './incoming-messages.ts'
import { LiveOrder } from './live-order.ts'
import { LiveSocket } from './live-socket.ts'
import { Outbox } from './outbox.ts'
import { ReceiptsReporter } from './receipts-reporter.ts'
import { Syncer } from './syncer.ts'
import { Timelines } from './timelines.ts'
import { TypingSignals } from './typing-signals.ts'

/**
 * Wires the store, the socket, sync, the outbox and the signals into one client. See `ChatClient` for what it promises.
 *
 * The machine as a whole. *stopped* until `start`. *connecting* until the socket is there (`LiveSocket`); what is known can be read, what
 * is written waits in the outbox. *online*: at each connect every conversation is in doubt, and one sync after the other names them until
 * the store is level (`Syncer`, `ChatStore`); the first time that it is, the client is *ready*, and stays so. Meanwhile live events are
 * already applied where they fit the cursors; those that do not fit are held a moment, and then a sync fetches what is missing
 * (`LiveOrder`). `heads` and `resync` make a sync follow too, so that a lost last event is found. An acknowledgement shows a row and never
 * moves a cursor. *signed out* ends all of it: nothing is sent or asked any more.
 */
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
      incoming.begin()
      incoming.look()
      timelines.restore()
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

  const timelines = new Timelines({
    store,
    outgoing: (conversationId) => outbox.of(conversationId),
    fetch: (input) => credentials.calls.chat.history.query(input),
    onChanged: changed,
  })
  const incoming = new IncomingMessages({ store, ownUserId: me.id })
  const calls = createChatCalls({
    calls: credentials.calls,
    socket,
    store,
    onChanged: changed,
    onNewConversation: () => void syncer.request(),
  })
  const liveOrder = new LiveOrder({ store, syncer })
  const receive = (event: MessageChanged | UserChanged) => {
    liveOrder.receive(event)
    incoming.look()
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
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const when = (holds: () => boolean) => {
    if (holds()) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = subscribe(() => {
      if (!holds()) return
      end()
      resolve()
    })
    return promise
  }

  return {
    ...calls,
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
    whenReady: () => when(() => ready),
    whenSent: () => when(() => outbox.unsent === 0),
    onMessage: (listener) => incoming.on(listener),
    subscribe,

    state() {
      state ??= { ready, connection: { ...connection, unsent: outbox.unsent }, conversations: store.conversations() }
      return state
    },
    conversation: (conversationId) => store.conversation(conversationId),
    timeline: (conversationId) => timelines.of(conversationId),
    typing: (conversationId) => typing.in(conversationId),
    presence: (userId) => presence.get(userId),

    async open(conversationId) {
      if (store.record(conversationId)?.isLoaded) return
      await syncer.request()
    },
    loadBefore: (conversationId) => timelines.loadBefore(conversationId),
    loadAfter: (conversationId) => timelines.loadAfter(conversationId),
    loadAround: (conversationId, position) => timelines.loadAround(conversationId, position),
    showHead: (conversationId) => timelines.showHead(conversationId),
    send(conversationId, body, { replyTo } = {}) {
      const id = uuidv7()
      typing.end(conversationId)
      outbox.add({ conversationId, id, body, ...(replyTo !== undefined && { replyTo }), createdAt: new Date().toISOString() })
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
