import { randomUUID } from 'node:crypto'
import { type Calls, createCalls } from '@chatsphere/client'
import type { Tokens } from '@chatsphere/contracts'
import { uuidv7 } from 'uuidv7'
import type { Names } from './clients/device.ts'
import type { DeviceSetup } from './clients/operation.ts'
import type { Cluster } from './cluster/cluster.ts'
import { withDatabase } from './cluster/database-dump.ts'
import { directName, type Scene } from './scene.ts'

const password = 'a password for the fault runs'

export interface World {
  readonly names: Names
  readonly setups: readonly DeviceSetup[]
  /** Of each device. */
  readonly sessions: ReadonlyMap<string, string>
  /** Calls in a session of each user that belongs to no device. */
  readonly calls: ReadonlyMap<string, Calls>
  /** A session more, for a fresh client. */
  signIn(user: string): Promise<Tokens>
}

/** Makes the people, conversations and sessions of a scene through the product's own calls. */
export async function makeWorld(scene: Scene, cluster: Cluster): Promise<World> {
  const url = `http://127.0.0.1:${cluster.ports.web}`
  const { auth } = createCalls(url)
  const users: Record<string, string> = {}
  const calls = new Map<string, Calls>()
  for (const user of scene.users) {
    const input = { email: `${user}@example.org`, username: user, displayName: user, password }
    const answer = await auth.register.mutate(input)
    if (!('tokens' in answer)) throw new Error('A program gets tokens')
    users[user] = answer.user.id
    calls.set(
      user,
      createCalls(url, async () => ({ authorization: `Bearer ${answer.tokens.accessToken}` })),
    )
  }
  const signIn = async (user: string) => {
    const answer = await auth.login.mutate({ identifier: user, password })
    if (!('tokens' in answer)) throw new Error('A program gets tokens')
    return answer.tokens
  }
  await choosePrivacy(scene, users, calls, cluster)
  const names: Names = { users, conversations: await openConversations(scene, users, calls) }
  const sessions = new Map<string, string>()
  const setups: DeviceSetup[] = []
  for (const [index, { name, user, kind, watches }] of scene.devices.entries()) {
    const tokens = await signIn(user)
    sessions.set(name, sessionOf(tokens))
    setups.push({
      name,
      user,
      index,
      tokens,
      kind,
      webUrl: `http://127.0.0.1:${cluster.ports.deviceLink(index, 'web')}`,
      realtimeUrl: `http://127.0.0.1:${cluster.ports.deviceLink(index, 'realtime')}`,
      ...(watches && { watches }),
    })
  }
  return { names, setups, sessions, calls, signIn }
}

/** Before anybody's device is there. */
async function choosePrivacy(
  scene: Scene,
  users: Readonly<Record<string, string>>,
  calls: ReadonlyMap<string, Calls>,
  cluster: Cluster,
): Promise<void> {
  for (const user of scene.invisible) await calls.get(user)?.presence.setStatus.mutate({ status: 'invisible', text: 'secret' })
  await withDatabase(cluster.postgres.adminUrl, async (client) => {
    for (const user of scene.hiders) {
      await client.query(`UPDATE user_schema.user_state SET settings = '{"lastSeen": "nobody"}' WHERE user_id = $1`, [
        users[user],
      ])
    }
    for (const { user, blocked } of scene.blocks) {
      await client.query('INSERT INTO user_schema.block (user_id, blocked_id) VALUES ($1, $2)', [users[user], users[blocked]])
    }
  })
}

async function openConversations(
  scene: Scene,
  users: Readonly<Record<string, string>>,
  calls: ReadonlyMap<string, Calls>,
): Promise<Record<string, string>> {
  const conversations: Record<string, string> = {}
  const idOf = (user: string) => users[user] ?? ''
  for (const [one, other] of scene.directs) {
    const opened = await calls.get(one)?.chat.openDirect.mutate({ userId: idOf(other) })
    conversations[directName(one, other)] = opened?.id ?? ''
  }
  for (const { name, owner, members, history } of scene.groups) {
    const made = await calls
      .get(owner)
      ?.groups.create.mutate({ id: uuidv7(), kind: 'group', name, visibility: 'private', history, memberIds: members.map(idOf) })
    conversations[name] = made?.id ?? ''
  }
  return conversations
}

/** The session that an access token is of. */
function sessionOf({ accessToken }: Tokens): string {
  const payload = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }
  return payload.sid
}

/** A device setup for a fresh client, past all links. */
export function coldSetup(cluster: Cluster, user: string, tokens: Tokens): DeviceSetup {
  return {
    name: `cold ${randomUUID()}`,
    user,
    index: -1,
    tokens,
    kind: 'client',
    webUrl: `http://127.0.0.1:${cluster.ports.web}`,
    realtimeUrl: `http://127.0.0.1:${cluster.ports.realtime[0]}`,
  }
}
