import type { LoginInput, RegisterInput, Tokens } from '@chatsphere/contracts'
import { createCalls } from './calls.ts'
import type { ChatClient } from './chat-client.ts'
import { toChatError } from './chat-error.ts'
import { createChatClient } from './create-chat-client.ts'
import { createTokenCredentials } from './credentials.ts'
import type { ClientStorage } from './device/client-storage.ts'
import { soleDevice } from './device/device.ts'

type SignIn =
  | { login: Pick<LoginInput, 'identifier' | 'password'> }
  | { register: Omit<RegisterInput, 'ticket'> }
  | { tokens: Tokens }

/**
 * The client of a program: signs in (or up, or goes on with kept tokens), finds out where sockets go, and answers a client that is
 * not started yet. Without a `realtimeUrl` it asks again where they go whenever it has lost its node. `onTokens` hears each new pair of
 * tokens. What is written and not sent outlives the program in its `storage`: a folder that it has for itself (`openFileStorage` of
 * `@chatsphere/client/node`). Rejects with a `ChatError`.
 */
export async function createClient(
  options: { url: string; realtimeUrl?: string; storage?: ClientStorage; onTokens?: (tokens: Tokens) => void } & SignIn,
): Promise<ChatClient> {
  try {
    const credentials = createTokenCredentials(options.url, await obtainTokens(options.url, options), options.onTokens)
    const me = await credentials.calls.users.me.query()
    const findRealtimeUrl = async () => options.realtimeUrl ?? (await credentials.calls.system.realtime.query()).url
    const realtimeUrl = await findRealtimeUrl()
    const { storage, url } = options
    const kept = storage && { device: Promise.resolve(soleDevice(storage)), server: url, hasNetwork: () => true }
    return createChatClient({ me, realtimeUrl, findRealtimeUrl, credentials, ...(kept && { kept }) })
  } catch (error) {
    throw toChatError(error)
  }
}

async function obtainTokens(url: string, by: SignIn): Promise<Tokens> {
  if ('tokens' in by) return by.tokens
  const { auth } = createCalls(url)
  const signedIn = 'login' in by ? await auth.login.mutate(by.login) : await auth.register.mutate(by.register)
  if (!('tokens' in signedIn)) throw new Error('The server answered with a ticket where tokens were asked for')
  return signedIn.tokens
}
