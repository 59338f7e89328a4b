import { type ChatClient, createCalls, createClient } from '@chatsphere/client'
import {
  changePassword,
  createGroup,
  deleteOwnAccount,
  disableOwnAccount,
  endSession,
  getEpoch,
  openDirect,
  removeMember,
  requestPasswordReset,
  resetPassword,
  SendQueue,
  sendMessage,
  signIn,
} from '@chatsphere/domain'
import { createTokens } from '@chatsphere/engines'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  startApiServer,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  testOrigin,
  until,
} from '@chatsphere/testing'
import { io, type Socket } from 'socket.io-client'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestEngines, startTestNode, type TestNode, testEngines } from './test-node.ts'

let database: TestDatabase
let ctx: TestCtx
const nodes: TestNode[] = []
const engines: Awaited<ReturnType<typeof openTestEngines>>[] = []
const apis: Awaited<ReturnType<typeof startApiServer>>[] = []
const clients: ChatClient[] = []
const sockets: Socket[] = []
let ada: TestAccount
let bob: TestAccount

/** Of pages that may open sockets, besides the app's own. */
const namedOrigin = 'https://intranet.example.org'

async function startNodeWithApi() {
  const started = await startTestNode({
    databaseUrl: database.url,
    authSecret: testAuthSecret,
    issuer: testIssuer,
    corsOrigins: namedOrigin,
  })
  nodes.push(started)
  const beside = await openTestEngines(ctx.db, database.url)
  engines.push(beside)
  const { live } = beside
  const sends = new SendQueue({ db: ctx.db, live, getEpoch: () => getEpoch(ctx.db) })
  apis.push(await startApiServer({ ...ctx, live, sends }, started.url))
}

beforeAll(async () => {
  database = await createTestDatabase({ through: testEngines.pooler })
  ctx = await createTestCtx(database.open('chatsphere_web'))
  await startNodeWithApi()
  await startNodeWithApi()
})
afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()))
  await Promise.all([...nodes, ...engines].map((each) => each.close()))
  await database.drop()
})
beforeEach(async () => {
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
  bob = await createAccountFor(ctx, `bob${uuidv7().slice(-12)}`)
})
afterEach(() => {
  for (const client of clients.splice(0)) client.stop()
  for (const socket of sockets.splice(0)) socket.disconnect()
})

/** A started client on one of the two nodes, level with the server. */
async function connect(account: TestAccount, on: 0 | 1 = 0): Promise<ChatClient> {
  const client = await createClient({
    url: apis[on]?.url ?? '',
    login: { identifier: account.username, password: account.password },
  })
  clients.push(client)
  client.start()
  await until(() => client.state().ready)
  return client
}

function rawSocket(options: { token?: string; origin?: string; on?: 0 | 1 } = {}): Socket {
  const socket = io(nodes[options.on ?? 0]?.url ?? '', {
    transports: ['websocket'],
    reconnection: false,
    auth: { token: options.token },
    ...(options.origin && { extraHeaders: { origin: options.origin } }),
  })
  sockets.push(socket)
  return socket
}

const outcomeOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    socket.on('connect', () => resolve('connected'))
    socket.on('connect_error', (error) => resolve(error.message))
  })

describe('two people on two nodes', () => {
  test('write both ways live, see ticks, typing and presence, and count unread exactly on every device', async () => {
    const adas = await connect(ada, 0)
    const adasPhone = await connect(ada, 1)
    const bobs = await connect(bob, 1)
    const { id } = await adas.openDirect(bob.actor.userId)
    adas.watchPresence([bob.actor.userId])
    await until(() => adas.presence(bob.actor.userId)?.status === 'online')

    adas.send(id, 'first')
    adas.send(id, 'second')
    await until(() => bobs.conversation(id)?.unread === 2)
    expect(bobs.timeline(id).messages.map((message) => message.body)).toEqual(['first', 'second'])
    expect(adas.conversation(id)?.unread).toBe(0)
    await until(() => adasPhone.timeline(id).messages.length === 2)
    await until(() => adas.conversation(id)?.receipts[0]?.deliveredPosition === 2)

    bobs.type(id)
    await until(() => adas.typing(id).includes(bob.actor.userId))
    bobs.send(id, 'third')
    await until(() => adas.conversation(id)?.unread === 1 && adasPhone.conversation(id)?.unread === 1)
    await until(() => adas.typing(id).length === 0)

    adas.markRead(id, 3)
    await until(() => adasPhone.conversation(id)?.unread === 0)
    bobs.markRead(id, 2)
    await until(() => adas.conversation(id)?.receipts[0]?.readPosition === 2)
    await until(() => bobs.conversation(id)?.receipts[0]?.readPosition === 3)

    await adas.markUnread(id, 3)
    await until(() => adas.conversation(id)?.unread === 1 && adasPhone.conversation(id)?.unread === 1)

    bobs.stop()
    const seen = await until(() => {
      const view = adas.presence(bob.actor.userId)
      return view?.status === 'offline' ? view : undefined
    })
    expect(seen.lastSeenAt).toEqual(expect.any(String))
  })

  test('a status chosen on one device is on all of one’s own, and with who watches as long as it lasts', async () => {
    const [adas, adasPhone, bobs] = [await connect(ada, 0), await connect(ada, 1), await connect(bob, 1)]
    await adas.openDirect(bob.actor.userId)
    bobs.watchPresence([ada.actor.userId])
    const expiresAt = new Date(Date.now() + 2_000).toISOString()
    const chosen = await adas.setStatus({ status: 'dnd', emoji: '🌴', text: 'on holiday', expiresAt })
    expect(chosen).toEqual({ status: 'dnd', emoji: '🌴', text: 'on holiday', expiresAt })
    expect(adas.state().own?.status).toEqual(chosen)
    await until(() => adasPhone.state().own?.status.text === 'on holiday')
    await until(() => bobs.presence(ada.actor.userId)?.text === 'on holiday')
    expect(bobs.presence(ada.actor.userId)).toMatchObject({ status: 'dnd', emoji: '🌴', expiresAt })
    // Nobody ends it here: the clients know when it is over.
    await until(() => bobs.presence(ada.actor.userId)?.text === null)
    await expect(adas.setStatus({ status: 'dnd', expiresAt })).rejects.toMatchObject({ code: 'invalid_input' })

    await adas.setStatus({ status: 'online' })
    for (const device of [adas, adasPhone]) device.setIdle(true)
    await until(() => bobs.presence(ada.actor.userId)?.status === 'away')
    adasPhone.setIdle(false)
    await until(() => bobs.presence(ada.actor.userId)?.status === 'online')
  })

  test('what one wrote while the other was away is there, in order, when the other comes', async () => {
    const adas = await connect(ada, 0)
    const { id } = await adas.openDirect(bob.actor.userId)
    for (let index = 1; index <= 120; index++) adas.send(id, `${index}`)
    await until(() => adas.state().connection.unsent === 0)
    const bobs = await connect(bob, 1)
    await until(() => bobs.timeline(id).status === 'ready')
    expect(bobs.timeline(id).messages.map((message) => message.body)).toEqual(
      Array.from({ length: 120 }, (_, index) => `${index + 1}`),
    )
    expect(bobs.conversation(id)?.unread).toBe(100)
  })

  test('a long history is limited to its newest page, and older pages follow on demand', async () => {
    const adas = await connect(ada, 0)
    const { id } = await adas.openDirect(bob.actor.userId)
    for (let index = 1; index <= 230; index++) adas.send(id, `${index}`)
    await until(() => adas.state().connection.unsent === 0)
    const bobs = await connect(bob, 1)
    const bodies = () => bobs.timeline(id).messages.map((message) => message.body)
    expect([bodies().length, bodies()[0], bobs.timeline(id).hasBefore]).toEqual([50, '181', true])
    while (bobs.timeline(id).hasBefore) await bobs.loadBefore(id)
    expect(bodies()).toEqual(Array.from({ length: 230 }, (_, index) => `${index + 1}`))
  })

  test('what is sent over HTTP goes through the same act and reaches the sockets of both nodes', async () => {
    const [adas, bobs] = [await connect(ada, 0), await connect(bob, 1)]
    const { id } = await adas.openDirect(bob.actor.userId)
    const calls = createCalls(apis[0]?.url ?? '', async () => ({ authorization: `Bearer ${ada.tokens.accessToken}` }))
    const input = { conversationId: id, id: uuidv7(), body: 'over HTTP' }
    expect(await calls.chat.send.mutate(input)).toMatchObject({ duplicate: false, message: { position: 1 } })
    await until(() => bobs.timeline(id).messages.length === 1 && adas.timeline(id).messages.length === 1)
    const socket = rawSocket({ token: ada.tokens.accessToken, on: 1 })
    expect(await outcomeOf(socket)).toBe('connected')
    const answer = await socket.timeout(5_000).emitWithAck('message:send', input)
    expect(answer).toMatchObject({ ok: true, data: { duplicate: true, message: { position: 1 } } })
  })

  test('a live event that was lost on the way is made good by the heads of the nodes within 15 s', async () => {
    const [adas, bobs] = [await connect(ada, 0), await connect(bob, 1)]
    const { id } = await adas.openDirect(bob.actor.userId)
    const mute = await createTestCtx(database.open('chatsphere_realtime'))
    await sendMessage(mute, ada.actor, { conversationId: id, id: uuidv7(), body: 'committed, and nobody told' })
    const arrived = () => bobs.timeline(id).messages.length === 1 && adas.timeline(id).messages.length === 1
    await until(arrived, { timeoutMs: 20_000 })
  })

  test('a refused message fails and keeps its text; the next ones pass', async () => {
    const adas = await connect(ada, 0)
    const { id } = await adas.openDirect(bob.actor.userId)
    await until(() => adas.conversation(id))
    const tooLong = adas.send(id, 'x'.repeat(10_001))
    adas.send(id, 'fits')
    await until(() => adas.timeline(id).messages.length === 1)
    await until(() => adas.timeline(id).outgoing[0]?.state === 'failed')
    expect(adas.timeline(id).outgoing).toMatchObject([{ id: tooLong, state: 'failed', error: { code: 'invalid_input' } }])
    adas.discard(tooLong)
    expect(adas.timeline(id).outgoing).toEqual([])
  })
})

describe('who is let in', () => {
  test.each([
    ['no token', () => undefined],
    ['a made-up token', () => 'made.up.token'],
    ['a refresh token', () => ada.tokens.refreshToken],
  ])('%s is refused', async (_name, token) => {
    const given = token()
    expect(await outcomeOf(rawSocket(given === undefined ? {} : { token: given }))).toBe('unauthenticated')
  })

  test('an access token and a realtime token are let in, without an Origin, from our own and from one that is named', async () => {
    const { token } = await ctx.tokens.sign('realtime', ada.actor)
    expect(await outcomeOf(rawSocket({ token }))).toBe('connected')
    expect(await outcomeOf(rawSocket({ token: ada.tokens.accessToken, origin: testIssuer }))).toBe('connected')
    expect(await outcomeOf(rawSocket({ token, origin: namedOrigin }))).toBe('connected')
  })

  test.each(['http://evil.example', 'https://test.invalid', 'null'])('the origin %s is turned away', async (origin) => {
    expect(await outcomeOf(rawSocket({ token: ada.tokens.accessToken, origin }))).not.toBe('connected')
  })

  test('a revoked session loses its socket within a second, on whichever node, and does not come back', async () => {
    const socket = rawSocket({ token: ada.tokens.accessToken, on: 1 })
    expect(await outcomeOf(socket)).toBe('connected')
    const disconnected = new Promise((resolve) => socket.on('disconnect', resolve))
    const revokedAt = performance.now()
    // The recording live side sends no kick: only the poll can notice.
    await endSession(ctx, ada.actor)
    await disconnected
    expect(performance.now() - revokedAt).toBeLessThan(1_000)
    expect(await outcomeOf(rawSocket({ token: ada.tokens.accessToken }))).toBe('session_revoked')
  })

  test.each([
    ['was disabled', () => disableOwnAccount(ctx, ada.actor, { currentPassword: ada.password })],
    ['was deleted', () => deleteOwnAccount(ctx, ada.actor, { currentPassword: ada.password })],
    [
      'got a new password by mail',
      async () => {
        const email = `${ada.username}@example.org`
        await requestPasswordReset(ctx, testOrigin, { email })
        await resetPassword(ctx, testOrigin, { token: ctx.mailer.tokenFor(email, 'reset'), password: 'another long password' })
      },
    ],
    [
      'got a new password on another device',
      async () => {
        const { user } = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password })
        const session = await ctx.db.prisma.session.findFirstOrThrow({
          where: { userId: user.id, id: { not: ada.actor.sessionId } },
        })
        const actor = { ...ada.actor, sessionId: session.id }
        await changePassword(ctx, actor, { currentPassword: ada.password, password: 'another long password' })
      },
    ],
  ])('an account that %s loses its sockets within a second, and does not come back with their tokens', async (_what, act) => {
    const socket = rawSocket({ token: ada.tokens.accessToken, on: 1 })
    expect(await outcomeOf(socket)).toBe('connected')
    const disconnected = new Promise<number>((resolve) => socket.on('disconnect', () => resolve(performance.now())))
    // The recording live side sends no kick: only the poll can notice.
    await act()
    const committedAt = performance.now()
    expect((await disconnected) - committedAt).toBeLessThan(1_000)
    expect(await outcomeOf(rawSocket({ token: ada.tokens.accessToken }))).toBe('session_revoked')
  })
})

describe('what a person changes of themselves', () => {
  test('is on their other device, on another node, and where others see it', async () => {
    const [desk, phone, bobs] = await Promise.all([connect(ada, 0), connect(ada, 1), connect(bob, 1)])
    const { id } = await desk.openDirect(bob.actor.userId)
    await until(() => phone.conversation(id) && bobs.conversation(id))
    expect(await desk.updateSettings({ theme: 'dark' })).toMatchObject({ theme: 'dark' })
    await until(() => phone.state().own?.settings.theme === 'dark')
    expect(await desk.updateProfile({ displayName: 'Ada Lovelace', bio: 'Numbers.' })).toMatchObject({ bio: 'Numbers.' })
    await until(() => phone.state().own?.account.bio === 'Numbers.' && bobs.conversation(id)?.name === 'Ada Lovelace')
    await desk.block(bob.actor.userId)
    await until(() => phone.conversation(id)?.blocked && bobs.conversation(id)?.capabilities.length === 0)
    expect(bobs.conversation(id)?.blocked).toBe(false)
    expect(await bobs.profile(ada.actor.userId)).toMatchObject({ bio: 'Numbers.', blocked: false })
    expect((await phone.blocked()).map((user) => user.id)).toEqual([bob.actor.userId])
    await phone.unblock(bob.actor.userId)
    await until(() => desk.conversation(id)?.blocked === false && bobs.conversation(id)?.capabilities.includes('post'))
    await desk.revokeOtherSessions()
    await until(() => phone.state().connection.status === 'signed-out')
    expect(desk.state().connection.status).toBe('online')
  })
})

describe('who was sent away', () => {
  test('hears nothing more of the group on whichever node, also when the kick is lost', async () => {
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    const memberIds = [bob.actor.userId, eve.actor.userId]
    const { id } = await createGroup(ctx, ada.actor, { id: uuidv7(), kind: 'group', name: 'G', visibility: 'private', memberIds })
    const direct = await openDirect(ctx, ada.actor, { userId: bob.actor.userId })
    const [adas, bobs, eves] = [ada, bob, eve].map((who, index) =>
      rawSocket({ token: who.tokens.accessToken, on: index === 0 ? 0 : 1 }),
    ) as [Socket, Socket, Socket]
    expect(await Promise.all([adas, bobs, eves].map(outcomeOf))).toEqual(['connected', 'connected', 'connected'])
    const heard = { bob: [] as unknown[], eve: [] as unknown[] }
    const listen = (socket: Socket, into: unknown[]) =>
      socket.onAny((name: string, { conversationId }: { conversationId?: string }) => {
        if (conversationId) into.push([name, conversationId])
      })
    listen(bobs, heard.bob)
    listen(eves, heard.eve)
    const send = (conversationId: string) =>
      adas.timeout(5_000).emitWithAck('message:send', { conversationId, id: uuidv7(), body: 'x' })

    // The recording live side tells nobody.
    await removeMember(ctx, ada.actor, { conversationId: id, userId: bob.actor.userId })
    await send(id)
    await adas.timeout(5_000).emitWithAck('typing:set', { conversationId: id, on: true })
    await send(direct.id)
    await until(() => heard.eve.length >= 2 && heard.bob.length >= 1)
    expect(heard.eve).toEqual(expect.arrayContaining([['message:changed', id]]))
    expect(heard.bob).toEqual([['message:changed', direct.id]])
    const refused = await bobs.timeout(5_000).emitWithAck('message:send', { conversationId: id, id: uuidv7(), body: 'x' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })
})

describe('one connection', () => {
  test('is good for one socket: who asks for more on it is cut off', async () => {
    const { token } = await ctx.tokens.sign('realtime', ada.actor)
    const url = new URL(nodes[0]?.url ?? '')
    const socket = new WebSocket(`ws://${url.host}/socket.io/?EIO=4&transport=websocket`)
    let connected = 0
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve))
    socket.addEventListener('message', ({ data }) => {
      if (String(data).startsWith('0{')) for (let count = 0; count < 20; count++) socket.send(`40${JSON.stringify({ token })}`)
      if (String(data).startsWith('40{')) connected += 1
    })
    await closed
    expect(connected).toBeLessThanOrEqual(1)
  })

  test('whose token has just run out is renewed with a good one', async () => {
    const early = await createTokens({
      authSecret: testAuthSecret,
      issuer: testIssuer,
      now: () => new Date(Date.now() - 5 * 60_000 + 1_500),
    })
    const socket = rawSocket({ token: (await early.sign('realtime', ada.actor)).token })
    expect(await outcomeOf(socket)).toBe('connected')
    const stale = await until(async () => {
      const answer = await socket.timeout(5_000).emitWithAck('typing:set', { conversationId: uuidv7(), on: true })
      return answer.error.code === 'unauthenticated'
    })
    expect(stale).toBe(true)
    const { token } = await ctx.tokens.sign('realtime', ada.actor)
    expect(await socket.timeout(5_000).emitWithAck('session:renew', { token })).toMatchObject({ ok: true })
  })

  test('of somebody who does not read is cut instead of buffered for', async () => {
    const { id } = await openDirect(ctx, ada.actor, { userId: bob.actor.userId })
    const slow = rawSocket({ token: bob.tokens.accessToken })
    expect(await outcomeOf(slow)).toBe('connected')
    const transport = slow.io.engine.transport as unknown as { ws: { _socket: import('node:net').Socket } }
    transport.ws._socket.pause()
    const from = rawSocket({ token: ada.tokens.accessToken })
    expect(await outcomeOf(from)).toBe('connected')
    const messages = () => Array.from({ length: 50 }, () => ({ id: uuidv7(), body: 'x'.repeat(10_000) }))
    await until(
      async () => {
        await from.timeout(10_000).emitWithAck('message:send', { conversationId: id, messages: messages() })
        const [own] = await ctx.presence.devicesOf([bob.actor.userId])
        return own?.devices === 'none'
      },
      { timeoutMs: 25_000 },
    )
  })
})

describe('whatever arrives is answered', () => {
  test.each([
    ['an unknown event', 'no:such', {}],
    ['a name from the prototype', '__proto__', {}],
    ['no object', 'message:send', 'text'],
    ['null', 'sync', null],
    ['an unknown field', 'typing:set', { conversationId: uuidv7(), on: true, extra: 1 }],
    ['a binary attachment', 'message:send', { conversationId: uuidv7(), id: uuidv7(), body: Buffer.from('x') }],
    ['a megabyte', 'message:send', { conversationId: uuidv7(), id: uuidv7(), body: 'x'.repeat(1_000_000) }],
    ['blank text', 'message:send', { conversationId: uuidv7(), id: uuidv7(), body: ' \n ' }],
    ['an id that is no UUIDv7', 'message:send', { conversationId: uuidv7(), id: crypto.randomUUID(), body: 'x' }],
  ])('%s: invalid_input', async (_name, event, input) => {
    const socket = rawSocket({ token: ada.tokens.accessToken })
    expect(await outcomeOf(socket)).toBe('connected')
    const answer = await socket.timeout(5_000).emitWithAck(event, input)
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  })

  test('a conversation of others is not_found', async () => {
    const socket = rawSocket({ token: ada.tokens.accessToken })
    expect(await outcomeOf(socket)).toBe('connected')
    const answer = await socket.timeout(5_000).emitWithAck('typing:set', { conversationId: uuidv7(), on: true })
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })
})
