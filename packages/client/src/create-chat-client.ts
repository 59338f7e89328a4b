import type { Me, MessageChanged, SendResult, UserChanged } from '@chatsphere/contracts'
import { createChatCalls } from './chat-calls.ts'
import type { ChatClient, ChatState, ConnectionState } from './chat-client.ts'
import { settled } from './chat-error.ts'
import { ChatStore } from './chat-store.ts'
import type { Credentials } from './credentials.ts'
import type { Device } from './device/device.ts'
import { IdleDetector, type WatchActivity } from './device/idle-detector.ts'
import { alwaysOurs } from './device/turn.ts'
import { DraftReporter } from './draft-reporter.ts'
import { IncomingMessages } from './incoming-messages.ts'
import { KnownPeople } from './known-people.ts'
import { LiveOrder } from './live-order.ts'
import { LiveSocket } from './live-socket.ts'
import { newId } from './new-id.ts'
import { Outbox } from './outbox.ts'
import { OutgoingMessages } from './outgoing-messages.ts'
import { PresenceWatch } from './presence-watch.ts'
import { ReceiptsReporter } from './receipts-reporter.ts'
import type { SnapshotKeeper } from './snapshot-keeper.ts'
import { Syncer } from './syncer.ts'
import { Timelines } from './timelines.ts'
import { TypingSignals } from './typing-signals.ts'

/** Nobody waits longer than this for a storage that does not answer. */
const openWithinMs = 1_000
/** The node that one was connected to may still be the right one. */
const findNodeWithinMs = 2_000
/** With a network the first sync has this long to make good what was kept, before that is shown. */
const syncAheadMs = 400

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
  /** Where sockets go by now; without, to `realtimeUrl` for ever. */
  findRealtimeUrl?: () => Promise<string>
  credentials: Credentials
  /** Calls the listeners when the device's network is back or lost; answers the function that ends that. */
  watchNetwork?: (onBack: () => void, onLost: () => void) => () => void
  /** Where somebody sits before the device; without, it is idle only when `setIdle` says so. */
  watchActivity?: WatchActivity
  /** Where to keep what shall outlive this page or process, and whose storage it is there; nothing outlives it without. */
  kept?: { device: Promise<Device>; server: string; hasNetwork: () => boolean }
}): ChatClient {
  const { me, credentials } = options
  const listeners = new Set<() => void>()
  const store = new ChatStore(me.id)
  let connection: Omit<ConnectionState, 'unsent' | 'notKept'> = { status: 'connecting', since: Date.now() }
  let ready = false
  const device = options.kept?.device.catch(() => undefined)
  let keeper: SnapshotKeeper | undefined
  /** What is kept may be old: it is not shown as long as the first sync may still be quick. */
  let shown = device === undefined
  let stopped = false
  let state: ChatState | undefined
  let notifying = false

  const changed = () => {
    state = undefined
    keeper?.changed()
    if (notifying) return
    notifying = true
    // What changes in one turn is told once.
    queueMicrotask(() => {
      notifying = false
      for (const listener of listeners) listener()
    })
  }
  const setConnection = (status: ConnectionState['status']) => {
    if (connection.status === status) return
    connection = { status, since: Date.now() }
    changed()
  }

  const show = () => {
    if (shown) return
    shown = true
    changed()
  }
  /** Gone from this device, for the next person at it, and in all its tabs. */
  const leave = async (tellOthers: boolean) => {
    outbox.pause()
    socket.stop()
    keeper?.stop()
    const opened = await within(openWithinMs, device)
    if (tellOthers) opened?.peers.tell({ type: 'signed-out' })
    await within(openWithinMs, opened?.storage.clear())
    opened?.storage.close()
    setConnection('signed-out')
  }

  const socket = new LiveSocket({
    realtimeUrl: options.realtimeUrl,
    findRealtimeUrl: () => within(findNodeWithinMs, options.findRealtimeUrl?.()),
    credentials,
    onConnected() {
      setConnection('online')
      store.doubt()
      void syncer.request()
      // What other tabs told while this one slept it has not heard.
      void messages.load()
      outbox.resume()
      receipts.resume()
      presence.resume()
      drafts.resume()
      people.resume()
    },
    onDisconnected() {
      outbox.pause()
      setConnection('connecting')
    },
    onSignedOut: () => void leave(true),
  })
  const people = new KnownPeople({
    fetch: async (userIds) => (await settled(credentials.calls.users.list.query({ userIds: [...userIds] }))).users,
    onChanged: changed,
  })
  const syncer = new Syncer({
    store,
    socket,
    onApplied() {
      ready = true
      shown = true
      liveOrder.retryHeld()
      incoming.begin()
      incoming.look()
      timelines.restore()
      for (const conversation of store.conversations()) if (conversation.unread > 0) reportDelivered(conversation.id)
      receipts.resume()
      noteRights()
      changed()
    },
  })
  const receipts = new ReceiptsReporter({ store, socket })
  const drafts = new DraftReporter({
    store,
    save: (input) => credentials.calls.chat.saveDraft.mutate(input),
    isConnected: () => socket.connected,
    onChanged: () => changed(),
  })
  const typing = new TypingSignals({
    emit(conversationId, on) {
      // Nothing is lost with a signal that does not arrive.
      if (socket.connected) socket.call('typing:set', { conversationId, on }).catch(() => undefined)
    },
    onChanged: changed,
  })
  const presence = new PresenceWatch({ socket, onChanged: changed })
  const noteRights = () => presence.noteRights(`${store.placesVersion} ${store.own?.settings.lastSeen}`)
  const { watchActivity } = options
  const idleDetector = watchActivity && new IdleDetector({ watchActivity, onIdle: (idle) => presence.setIdle(idle) })
  const acknowledged = ({ message }: SendResult) => {
    if ('revision' in message) store.applyAcknowledged(message)
  }
  const messages = new OutgoingMessages({
    device,
    onChanged(conversationId) {
      outbox.drain(conversationId)
      changed()
    },
    onSentElsewhere: acknowledged,
  })
  const outbox = new Outbox({
    messages,
    sending: (device ?? Promise.resolve(undefined)).then((opened) => opened?.sending ?? alwaysOurs),
    async send(conversationId, batch) {
      const outgoing = batch.map(({ id, body, replyTo }) => ({ id, body, ...(replyTo !== undefined && { replyTo }) }))
      const [only] = outgoing
      const input = outgoing.length === 1 && only ? { conversationId, ...only } : { conversationId, messages: outgoing }
      const answer = await socket.call('message:send', input)
      return 'results' in answer ? answer.results : [answer]
    },
    onAcknowledged: acknowledged,
    setTimeout: (run, ms) => setTimeout(run, ms),
    random: Math.random,
    rankOfNow: () => newId(),
  })

  const timelines = new Timelines({
    store,
    outgoing: (conversationId) => messages.of(conversationId),
    fetch: (input) => credentials.calls.chat.history.query(input),
    onChanged: changed,
  })
  const incoming = new IncomingMessages({ store, ownUserId: me.id })
  const calls = createChatCalls({
    calls: credentials.calls,
    socket,
    store,
    onChanged() {
      shown = true
      changed()
    },
    onNewConversation: () => void syncer.request(),
  })
  const liveOrder = new LiveOrder({ store, syncer })
  const receive = (event: MessageChanged | UserChanged) => {
    liveOrder.receive(event)
    incoming.look()
    noteRights()
    changed()
  }
  const reportDelivered = (conversationId: string) => {
    const conversation = store.conversation(conversationId)
    if (conversation?.lastMessage && conversation.lastMessage.authorId !== me.id) {
      receipts.delivered(conversationId, conversation.lastPosition)
    }
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
  socket.on('presence:changed', (view) => presence.receive(view))
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

  const openKept = async () => {
    const opened = await device
    const { kept } = options
    if (!opened || !kept) return
    opened.peers.listen((message) => message.type === 'signed-out' && void leave(false))
    opened.onHide(() => receipts.flush())
    // Not part of what a page loads first.
    const { SnapshotKeeper } = await import('./snapshot-keeper.ts')
    if (stopped) return
    const made = new SnapshotKeeper({
      device: opened,
      store,
      account: { server: kept.server, me, realtimeUrl: options.realtimeUrl },
    })
    const restored = await made.restore().catch(() => false)
    await messages.load()
    if (restored) {
      ready = true
      for (const { id } of store.conversations()) if (store.record(id)?.unreportedRead) receipts.read(id)
      // Nobody may have waited so long.
      changed()
    }
    if (restored && kept.hasNetwork()) setTimeout(show, syncAheadMs)
    else show()
    keeper = made
    made.start()
  }
  const begin = async () => {
    await within(openWithinMs, openKept())
    // Nothing was kept, or nobody knows: then it comes with the first sync.
    if (!ready) show()
    if (!stopped) socket.start()
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
      stopped = false
      idleDetector?.start()
      if (device) void begin()
      else socket.start()
    },
    stop() {
      stopped = true
      keeper?.stop()
      stopListening()
      socket.stop()
      syncer.stop()
      receipts.stop()
      drafts.stop()
      typing.stop()
      idleDetector?.stop()
      presence.stop()
      outbox.pause()
    },
    whenReady: () => when(() => ready),
    whenSent: () => when(() => messages.unsent === 0),
    onMessage: (listener) => incoming.on(listener),
    subscribe,

    state() {
      state ??= {
        ready: ready && shown,
        connection: { ...connection, unsent: messages.unsent, notKept: messages.notKept },
        conversations: shown ? store.conversations() : noConversations,
        own: store.own,
      }
      return state
    },
    conversation: (conversationId) => (shown ? store.conversation(conversationId) : undefined),
    timeline: (conversationId) => timelines.of(conversationId),
    message: (conversationId, messageId) => store.record(conversationId)?.find(messageId),
    typing: (conversationId) => typing.in(conversationId),
    presence: (userId) => presence.of(userId),
    person: (userId) => people.of(userId),
    wantPerson: (userId) => people.want(userId),

    async open(conversationId) {
      if (store.record(conversationId)?.isLoaded) return
      await syncer.request()
    },
    loadBefore: (conversationId) => timelines.loadBefore(conversationId),
    loadAfter: (conversationId) => timelines.loadAfter(conversationId),
    loadAround: (conversationId, position) => timelines.loadAround(conversationId, position),
    showHead: (conversationId) => timelines.showHead(conversationId),
    send(conversationId, body, { replyTo } = {}) {
      const id = newId()
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
    saveDraft: (conversationId, draft) => drafts.note(conversationId, draft),
    flushDraft: (conversationId) => drafts.flush(conversationId),
    hasUnsavedDraft: (conversationId) => drafts.isUnsaved(conversationId),
    watchPresence: (userIds) => presence.watch(userIds),
    setIdle: (on) => presence.setIdle(on),
    async signOut() {
      try {
        await settled(credentials.signOut())
      } finally {
        await leave(true)
      }
    },
  }
}

/** What it resolves to if that is soon; undefined if it rejects, takes longer, or is nothing to wait for. */
async function within<Result>(ms: number, waited: Promise<Result> | undefined): Promise<Result | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), ms)
  const first = await Promise.race([waited?.catch(() => undefined), late])
  clearTimeout(timer)
  return first
}

const noConversations: ChatState['conversations'] = []
