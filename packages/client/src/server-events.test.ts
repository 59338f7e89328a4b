import type { Me, PresenceView, ServerEventName, ServerEvents, SyncInput } from '@chatsphere/contracts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Calls } from './calls.ts'
import type { ChatClient } from './chat-client.ts'
import { createChatClient } from './create-chat-client.ts'
import { FakeSocket } from './fake-socket.ts'
import { ModelServer, type ServerEvent, type Told } from './model-server.ts'
import { me } from './test-factories.ts'

const world = vi.hoisted(() => ({ open: () => ({}) as unknown }))
vi.mock('socket.io-client', () => ({ io: () => world.open() }))

type Payloads = { [Name in ServerEventName]: Parameters<ServerEvents[Name]> }

/** Something that happens at the server, and what a device that knew all before is told of it by this one event. */
interface Case<Name extends ServerEventName> {
  what: string
  happens(server: ModelServer): readonly Payloads[Name][]
}

const told =
  <Name extends 'message:changed' | 'user:changed' | 'receipt:changed'>(name: Name, act: (server: ModelServer) => Told) =>
  (server: ModelServer) =>
    act(server)
      .filter((event): event is Extract<ServerEvent, { name: Name }> => event.name === name)
      .map((event) => [event.payload] as Payloads[Name])

const messageChanged = (what: string, act: (server: ModelServer) => Told) => ({ what, happens: told('message:changed', act) })
const userChanged = (what: string, act: (server: ModelServer) => Told) => ({ what, happens: told('user:changed', act) })

const nothingSaid = { emoji: null, text: null, expiresAt: null }
const awayAt = (lastSeenAt: string): PresenceView => ({ userId: 'other', status: 'offline', lastSeenAt, ...nothingSaid })
let presence: PresenceView
let sessionIsOver: boolean

/** An event of the map without a case does not compile; one whose cases are empty fails. */
const cases: { [Name in ServerEventName]: readonly Case<Name>[] } = {
  'message:changed': [
    messageChanged('a message', (server) => server.send('group', 'other')),
    messageChanged('a message of one’s own, from another device', (server) => server.send('direct', me)),
    messageChanged('a reply', (server) => server.send('group', 'other', { replyTo: 'group-2' })),
    messageChanged('a reply in a thread, which is not unread', (server) =>
      server.send('group', 'other', { threadRoot: 'group-2' }),
    ),
    messageChanged('an edit', (server) => server.change('group', 2, 'edit')),
    messageChanged('a deletion', (server) => server.change('group', 2, 'delete')),
    messageChanged('a reaction', (server) => server.change('group', 2, 'react')),
    messageChanged('a reaction taken back', (server) => [
      ...server.change('group', 2, 'react'),
      ...server.change('group', 2, 'react'),
    ]),
    messageChanged('a pin', (server) => server.change('group', 2, 'pin')),
    messageChanged('somebody who comes', (server) => server.letIn('group', ['third'])),
    messageChanged('somebody who leaves', (server) => server.letGo('group', 'other')),
    messageChanged('another name', (server) => server.rename('group', 'full')),
    messageChanged('a change that not everybody may see', (server) => {
      server.rename('group', 'from_joining')
      server.letIn('group', ['third'])
      return server.change('group', 2, 'edit')
    }),
  ],
  'user:changed': [
    userChanged('reading on another device', (server) => server.moveCursor('group', me, 3)),
    userChanged('a mark as unread', (server) => [...server.moveCursor('group', me, 3), ...server.markUnread('group', 2)]),
    userChanged('a new conversation', (server) => server.open({ id: 'new', kind: 'group', userIds: [me, 'third'] })),
    userChanged('a draft on another device', (server) => server.saveDraft('group', 'begun')),
    userChanged('a draft that is gone', (server) => [...server.saveDraft('group', 'begun'), ...server.saveDraft('group', null)]),
    userChanged('another name of the other person', (server) => server.changePeer('direct', { displayName: 'Renamed' })),
    userChanged('the other person, who blocks', (server) => server.changePeer('direct', { blocks: true })),
    userChanged('a setting', (server) => server.changeSettings({ theme: 'dark' })),
    userChanged('being removed', (server) => server.letGo('group', me)),
    userChanged('being removed and let in again where history is hidden', (server) => {
      server.rename('group', 'from_joining')
      return [...server.letGo('group', me), ...server.letIn('group', [me])]
    }),
  ],
  'receipt:changed': [
    { what: 'another one who reads', happens: told('receipt:changed', (server) => server.moveCursor('group', 'other', 2)) },
  ],
  'typing:changed': [
    {
      what: 'somebody who typed and stopped',
      happens: () => [true, false].map((on) => [{ conversationId: 'group', userId: 'other', on }]),
    },
  ],
  'presence:changed': [
    {
      what: 'somebody who goes away',
      happens() {
        presence = awayAt('2026-02-02T00:00:00.000Z')
        return [[presence]]
      },
    },
    ...(['online', 'away', 'dnd'] as const).map((status) => ({
      what: `somebody who is ${status} and says something`,
      happens(): [PresenceView][] {
        presence = { ...awayAt(''), status, lastSeenAt: null, emoji: '🌴', text: 'on holiday' }
        return [[presence]]
      },
    })),
    {
      what: 'somebody whose words are over when the event has come',
      happens() {
        presence = {
          ...awayAt('2026-02-02T00:00:00.000Z'),
          text: 'soon over',
          expiresAt: new Date(Date.now() + 1_000).toISOString(),
        }
        return [[presence]]
      },
    },
    {
      what: 'somebody of whom nothing may be known any more',
      happens() {
        presence = { ...awayAt(''), lastSeenAt: null }
        return [[presence]]
      },
    },
  ],
  heads: [
    {
      what: 'a last message whose event was lost',
      happens(server) {
        server.send('group', 'other')
        return [[server.heads()]]
      },
    },
    {
      what: 'a removal whose event was lost',
      happens(server) {
        server.letGo('group', me)
        return [[server.heads()]]
      },
    },
  ],
  resync: [
    {
      what: 'events that a node may have lost',
      happens(server) {
        server.change('group', 2, 'edit')
        return [[]]
      },
    },
  ],
  reconnect: [
    {
      what: 'a node that goes away, and what happens meanwhile',
      happens(server) {
        server.send('direct', 'other')
        return [[{ afterMs: 10 }]]
      },
    },
  ],
  'session:revoked': [
    {
      what: 'the end of the session',
      happens() {
        sessionIsOver = true
        return [[]]
      },
    },
  ],
}

/** A realtime node in front of the model server. */
class NodeSocket extends FakeSocket {
  override connect() {
    super.connect()
    queueMicrotask(() => (sessionIsOver ? this.refuse('session_revoked') : this.accept()))
  }
}

let server: ModelServer
const clients: ChatClient[] = []

async function connect(): Promise<{ client: ChatClient; socket: NodeSocket }> {
  const socket = new NodeSocket()
  socket.answer = (name, input) => {
    const data = name === 'sync' ? server.sync(input as SyncInput) : name === 'presence:watch' ? { presence: [presence] } : {}
    return { ok: true, data }
  }
  world.open = () => socket
  const client = createChatClient({
    me: { id: me } as Me,
    realtimeUrl: 'http://test.invalid',
    credentials: {
      calls: {} as Calls,
      realtimeToken: async () => ({ token: 't', expiresAt: new Date(Date.now() + 3_600_000).toISOString() }),
      signOut: async () => undefined,
    },
  })
  clients.push(client)
  client.watchPresence(['other'])
  client.start()
  await vi.advanceTimersByTimeAsync(50)
  return { client, socket }
}

/** All that can be read, of what a server could know. */
function reading(client: ChatClient) {
  const conversations = [...client.state().conversations].sort((one, other) => one.id.localeCompare(other.id))
  return {
    status: client.state().connection.status,
    own: sessionIsOver ? undefined : client.state().own,
    conversations: sessionIsOver ? [] : conversations,
    timelines: sessionIsOver ? [] : conversations.map(({ id }) => ({ ...client.timeline(id), typing: client.typing(id) })),
    presence: sessionIsOver ? undefined : client.presence('other'),
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  presence = awayAt('2026-01-01T00:00:00.000Z')
  sessionIsOver = false
  server = new ModelServer(me)
  server.open({ id: 'direct', kind: 'direct', userIds: [me, 'other'] })
  server.open({ id: 'group', kind: 'group', userIds: [me, 'other'] })
  for (const author of ['other', 'other']) server.send('group', author)
})
afterEach(() => {
  for (const client of clients.splice(0)) client.stop()
  vi.useRealTimers()
})

describe.each(Object.entries(cases) as [ServerEventName, readonly Case<ServerEventName>[]][])('%s', (name, list) => {
  test('has a case', () => expect(list.length).toBeGreaterThan(0))

  test.each(list)('what was known and this event are what a fresh fetch has: $what', async ({ happens }) => {
    const { client, socket } = await connect()
    const before = reading(client)
    for (const payload of happens(server)) socket.fire(name, payload[0])
    await vi.advanceTimersByTimeAsync(2_000)
    const fresh = await connect()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(reading(client)).toEqual(reading(fresh.client))
    if (name !== 'typing:changed') expect(reading(client)).not.toEqual(before)
  })
})
