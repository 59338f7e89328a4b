import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Config } from '@chatsphere/config'
import type { ClientEvents, ReceiptChanged, ServerEvents } from '@chatsphere/contracts'
import { openDatabase } from '@chatsphere/db'
import {
  DomainError,
  type Live,
  listEndedSessions,
  getEpoch as readEpoch,
  SendQueue,
  unsafeListPresenceFacts,
  viewPresence,
} from '@chatsphere/domain'
import {
  createCurrentSettings,
  createFanout,
  createFanoutLive,
  createLimits,
  createPresence,
  createPresenceNode,
  createTokens,
  type FanoutFrame,
  openRedis,
  PostgresRegistry,
  Registration,
} from '@chatsphere/engines'
import { type Logger, repeat, version } from '@chatsphere/runtime'
import { Server } from 'socket.io'
import { admitRequest, authenticateSocket, connectionError } from './admit-sockets.ts'
import { boundInbound, type InboundBound } from './bound-inbound.ts'
import { corkWrites } from './cork-writes.ts'
import { bufferedBytesOf, cutWhenSlow } from './cut-slow-sockets.ts'
import { dispatchEvents } from './dispatch.ts'
import { createEpochReader } from './epoch-reader.ts'
import type { ChatSocket, HandlerCtx, SocketData } from './handlers/handler.ts'
import { HeadKeeper } from './head-keeper.ts'
import { createNodeMetrics, type NodeMetrics } from './metrics.ts'
import { PresenceKeeper } from './presence-keeper.ts'
import { PresenceWatchers } from './presence-watchers.ts'
import { rawConnectionOf } from './raw-connection.ts'
import { ReceiptKeeper } from './receipt-keeper.ts'

/** Fits an array of 50 messages of 10,000 characters of four bytes. */
const payloadBytesMax = 4 * 1024 * 1024
/** A connection that has not shown a token by then is closed. */
const connectTimeoutMs = 10_000
const presenceRenewMs = 5_000
const revocationPollMs = 500
/** Asked for besides the time since the last poll: a revocation shows only when its transaction commits. */
const revocationWindowSeconds = 30
const tokenSweepMs = 5_000
/** When the node closes, clients leave at a random moment within this time, so that they do not all arrive elsewhere at once. */
const reconnectSpreadMs = 1_500
/** What may have been missed is looked for every 10 to 15 s, not on all nodes at once. */
const sweepIntervalMs = () => 10_000 + Math.random() * 5_000

export interface RealtimeNode {
  readonly metrics: NodeMetrics['all']
  checkDatabase(): Promise<unknown>
  /** Undefined: it runs without. */
  readonly checkRedis: (() => Promise<void>) | undefined
  /** No new sockets, the present ones sent elsewhere, what is under way finished, then closed. */
  close(): Promise<void>
}

/** Starts a Socket.IO node and resolves when it listens. */
export async function startNode(config: Config, logger: Logger): Promise<RealtimeNode> {
  const db = openDatabase({ ...config.processDatabase.realtime, applicationName: 'chatsphere-realtime' })
  const tokens = await createTokens({ authSecret: config.authSecret, issuer: config.publicUrl })
  const getEpoch = createEpochReader(db)
  const redis = await openRedis({
    url: config.redisUrl,
    name: 'chatsphere-realtime',
    onError: (error) => logger.warn({ err: error }, 'Redis is away'),
  })
  const fanout = createFanout({
    redis,
    db,
    listener: config.processListener.realtime,
    onError: (error) => logger.warn({ err: error }, 'the fan-out failed'),
  })

  const httpServer = createServer((_request, response) => response.writeHead(404).end())
  const io = new Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: payloadBytesMax,
    connectTimeout: connectTimeoutMs,
    allowRequest: (request, decide) => {
      void admitRequest(request, config, ctx).then((admitted) => decide(null, admitted))
    },
  })
  const metrics = createNodeMetrics({
    sockets: () => io.sockets.sockets.size,
    bufferedBytes: () =>
      [...io.sockets.sockets.values()].reduce((sum, { conn }) => sum + bufferedBytesOf(rawConnectionOf(conn)), 0),
  })
  const localUserIds = () => [...new Set([...io.sockets.sockets.values()].map((socket) => socket.data.actor.userId))]
  const heads = new HeadKeeper({
    db,
    getEpoch,
    localUserIds,
    emit(userId, payload) {
      metrics.headsTold()
      io.local.to(`user:${userId}`).emit('heads', payload)
    },
  })
  const endSession = (sessionId: string) => {
    const sockets = io.local.in(`session:${sessionId}`)
    sockets.emit('session:revoked')
    sockets.disconnectSockets(true)
  }
  const receipts = new ReceiptKeeper({
    db,
    localUserIds,
    emit: (userId, payload) => void io.local.to(`user:${userId}`).emit('receipt:changed', payload),
  })
  const presence = createPresence({ redis, db })
  const presenceWatchers = new PresenceWatchers({
    view: (wishes) => viewPresence({ db, presence }, wishes),
    listFacts: (userIds) => unsafeListPresenceFacts({ db, presence }, userIds),
    emit: (socketIds, view) => void io.local.to(socketIds).emit('presence:changed', view),
    onError: (error) => logger.warn({ err: error }, 'presence could not be told'),
  })
  const deliver = (frame: FanoutFrame) => {
    if (frame.kind === 'end-session') endSession(frame.sessionId)
    else if (frame.kind === 'presence') presenceWatchers.noteChanged(frame.userIds)
    else if (frame.kind === 'heads') {
      heads.receive(frame.heads).catch((error: unknown) => logger.warn({ err: error }, 'heads could not be told'))
    } else {
      heads.note(frame)
      if (frame.name === 'receipt:changed') receipts.note(frame.payload as ReceiptChanged)
      // A typing signal is not worth a place in a queue.
      const sockets = frame.name === 'typing:changed' ? io.local.volatile : io.local
      sockets.to([...frame.rooms]).emit(frame.name, ...([frame.payload] as never))
    }
  }
  const live: Live = createFanoutLive(fanout, deliver)
  const presenceKeeper = new PresenceKeeper({ node: createPresenceNode({ redis, db }, randomUUID()), live, logger })
  const settings = createCurrentSettings(db)
  const ctx: HandlerCtx = {
    db,
    live,
    limits: createLimits({ redis, on: config.rateLimits, settings }),
    now: () => new Date(),
    tokens,
    presence,
    presenceKeeper,
    presenceWatchers,
    sends: new SendQueue({ db, live, getEpoch }),
  }

  let draining = false
  const underWay = new Set<Promise<void>>()
  const track = (work: Promise<void>) => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }
  const bounds = new WeakMap<object, InboundBound>()
  io.engine.on('connection', (connection: object) => {
    bounds.set(
      connection,
      boundInbound(rawConnectionOf(connection), () => logger.warn('a socket that sends too much was cut')),
    )
  })
  /** Before the socket can ask for anything: what happens after its first sync must reach it. */
  const holdRoom = async ({ conn, data }: ChatSocket) => {
    const room = `user:${data.actor.userId}` as const
    if (conn.readyState !== 'open') return
    conn.once('close', () => fanout.release(room))
    await fanout.hold(room)
  }
  const asked = new WeakSet<object>()
  io.use((socket, next) => {
    const refuse = (error: unknown) => {
      next(connectionError(error))
      // After the answer has left: whoever was refused begins with a new handshake, which is counted.
      setImmediate(() => socket.conn.close())
    }
    // One connection, one socket: otherwise one handshake would give any number of tries.
    if (asked.has(socket.conn)) {
      refuse(new DomainError('invalid_input', 'This connection has a socket already.'))
      return
    }
    asked.add(socket.conn)
    authenticateSocket(ctx, socket)
      .then(() => holdRoom(socket))
      .then(() => next(), refuse)
  })
  io.on('connection', (socket) => {
    const { actor } = socket.data
    const connection = rawConnectionOf(socket.conn)
    bounds.get(socket.conn)?.admit((points) => ctx.limits.consume('inboundPerAccount', actor.userId, points))
    corkWrites(connection)
    cutWhenSlow(connection, () => {
      metrics.slowSocketCut()
      logger.warn({ userId: actor.userId }, 'a socket that does not read was cut')
    })
    void socket.join([`user:${actor.userId}`, `session:${actor.sessionId}`])
    dispatchEvents(socket, { ctx, logger, metrics, track, isDraining: () => draining })
    presenceKeeper.connected(actor.userId, socket.id)
    socket.on('disconnect', () => {
      presenceWatchers.leave(socket.id)
      presenceKeeper.disconnected(socket.id)
    })
  })

  // A node that was paused, or without its database, asks for all of that time.
  let revocationsAskedAt = performance.now()
  await presenceKeeper.renew()
  await fanout.subscribe({
    onFrame(frame) {
      deliver(frame)
      // Clocks of two machines may differ by more than a delivery takes.
      if (frame.kind === 'emit' && frame.sentAt !== undefined) metrics.delivered(Math.max(0, Date.now() - frame.sentAt) / 1_000)
    },
    onGap() {
      io.local.emit('resync')
      presenceWatchers.noteGap()
    },
  })
  const jobs = [
    repeat(
      'presence lease',
      () => presenceRenewMs,
      () => presenceKeeper.renew(),
      logger,
    ),
    repeat(
      'expired tokens',
      () => tokenSweepMs,
      async () => cutExpired(io, ctx.now()),
      logger,
    ),
    repeat(
      'heads',
      sweepIntervalMs,
      async () => {
        await heads.sweep()
        await receipts.sweep()
      },
      logger,
    ),
    repeat('watched presence', sweepIntervalMs, () => presenceWatchers.sweep(), logger),
    repeat(
      'revocations',
      () => revocationPollMs,
      async () => {
        const asked = performance.now()
        const ended = await listEndedSessions(db, revocationWindowSeconds + (asked - revocationsAskedAt) / 1_000)
        revocationsAskedAt = asked
        for (const id of ended) if (io.sockets.adapter.rooms.has(`session:${id}`)) endSession(id)
      },
      logger,
    ),
  ]
  httpServer.listen({ port: config.ports.realtime, host: config.host, reusePort: config.sharePorts })
  await once(httpServer, 'listening')
  const registration = new Registration({
    registry: new PostgresRegistry(db),
    name: 'realtime',
    url: config.realtimeNodeUrl ?? null,
    version,
    sockets: () => io.sockets.sockets.size,
    onError: (error) => logger.warn({ err: error }, 'the registry does not answer'),
  })

  return {
    metrics: metrics.all,
    checkDatabase: () => readEpoch(db),
    checkRedis: redis && (() => redis.check()),
    async close() {
      draining = true
      // Whoever is sent away asks where to go, and is not to come back here.
      await registration.end()
      httpServer.close()
      for (const socket of io.sockets.sockets.values()) {
        socket.emit('reconnect', { afterMs: Math.floor(Math.random() * reconnectSpreadMs) })
      }
      while (underWay.size > 0) await Promise.all(underWay)
      await untilEmpty(io, reconnectSpreadMs)
      await Promise.all(jobs.map((stop) => stop()))
      const left = presenceKeeper.leave()
      await io.close()
      presenceWatchers.close()
      await left
      await fanout.close()
      redis?.close()
      await db.close()
    },
  }
}

/** Resolves when the last socket has left, at the latest after `timeoutMs`. */
function untilEmpty(io: Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>, timeoutMs: number): Promise<void> {
  if (io.sockets.sockets.size === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs)
    for (const socket of io.sockets.sockets.values()) {
      // The socket is taken off the list after this event.
      socket.on('disconnect', () => {
        if (io.sockets.sockets.size > 1) return
        clearTimeout(timer)
        resolve()
      })
    }
  })
}

/** A client renews its token before it is over; one that does not is not let to listen on. */
function cutExpired(io: Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>, now: Date): void {
  for (const socket of io.sockets.sockets.values()) if (socket.data.tokenExpiresAt <= now) socket.disconnect(true)
}
