import { isIP } from 'node:net'
import type { Config } from '@chatsphere/config'
import type { Origin } from '@chatsphere/domain'
import { requestIdOf } from '@chatsphere/runtime'
import { hasOwnServer } from './own-server.ts'

/** Written by `main.ts` over whatever the client sent; without it, a client's own word. */
export const clientAddressHeader = 'x-chatsphere-client-address'
/** Likewise; it goes back with the answer. */
export const requestIdHeader = 'x-request-id'

/** Where a request comes from, by the word of our own server, or of the host that runs the app as functions; never by the client's. */
export function originOf(headers: Headers, { clientAddressHeader: ofHost }: Pick<Config, 'clientAddressHeader'>): Origin {
  const trusted = hasOwnServer() ? clientAddressHeader : ofHost
  const address = trusted === undefined ? null : headers.get(trusted)
  return { address: address !== null && isIP(address) !== 0 ? address : 'unknown', userAgent: headers.get('user-agent') ?? '' }
}

/** What a request is called in logs, events and its answer. */
export function nameRequest(headers: Headers): string {
  return requestIdOf(headers.get(requestIdHeader) ?? undefined, hasOwnServer())
}
