import { type Calls, type ChatClient, createCalls, createClient } from '@chatsphere/client'
import { uuidv7 } from 'uuidv7'

const people = 10
const usualCount = 60
const sendManyMax = 50

/** Somebody with conversations, to be looked at. */
export interface Scene {
  url: string
  identifier: string
  password: string
  /** Those to go to and fro between. */
  conversationIds: readonly string[]
  /** The one with very many messages. */
  longId: string
}

/** Bodies as people write them: most are a line, some have markup, some are long. */
function bodyOf(index: number): string {
  if (index % 17 === 0)
    return `Line ${index}\n\`\`\`ts\nconst trips = await client.history('field-trips', { has: 'image' })\n\`\`\``
  if (index % 11 === 0) return `- **one** of ${index}\n- two, see https://example.org/${index}\n\n> said before`
  if (index % 7 === 0) return `Line ${index}. ${'We still need drivers and one more pair of hands on the boat. '.repeat(3)}`
  return `Line ${index}, leaving at 06:30 from the north gate`
}

async function register(
  url: string,
  name: string,
): Promise<{ client: ChatClient; calls: Calls; identifier: string; password: string }> {
  const username = `${name}.${uuidv7().slice(-10)}`
  const password = 'a long enough password'
  const account = { email: `${username}@example.org`, username, displayName: name, password }
  const answer = await createCalls(url).auth.register.mutate(account)
  if (!('tokens' in answer)) throw new Error('The server answered with a ticket where tokens were asked for')
  const { tokens } = answer
  const client = await createClient({ url, tokens })
  return {
    client,
    calls: createCalls(url, async () => ({ authorization: `Bearer ${tokens.accessToken}` })),
    identifier: username,
    password,
  }
}

async function fill(calls: Calls, conversationId: string, from: number, count: number): Promise<void> {
  for (let index = from; index < count; index += sendManyMax) {
    const messages = Array.from({ length: Math.min(sendManyMax, count - index) }, (_, at) => ({
      id: uuidv7(),
      body: bodyOf(index + at),
    }))
    await calls.chat.sendMany.mutate({ conversationId, messages })
  }
}

/** One person who speaks with several others, with one of them for very long; everything is read. */
export async function seedScreens(url: string, longCount: number): Promise<Scene> {
  const own = await register(url, 'Rana')
  const conversationIds: string[] = []
  for (let index = 0; index < people; index++) {
    const other = await register(url, `Person${index}`)
    const { id } = await own.calls.chat.openDirect.mutate({ userId: other.client.me.id })
    await fill(other.calls, id, 0, index === 0 ? longCount : usualCount)
    await fill(own.calls, id, 0, 5)
    await own.calls.chat.markRead.mutate({ conversationId: id, position: (index === 0 ? longCount : usualCount) + 5 })
    conversationIds.push(id)
  }
  const [longId = '', ...others] = conversationIds
  return { url, identifier: own.identifier, password: own.password, conversationIds: others, longId }
}
