import type { Origin } from '@chatsphere/domain'

/** Written by `main.ts` over whatever the client sent. */
export const clientAddressHeader = 'x-chatsphere-client-address'
/** Likewise; it goes back with the answer. */
export const requestIdHeader = 'x-request-id'

export function originOf(headers: Headers): Origin {
  return { address: headers.get(clientAddressHeader) ?? 'unknown', userAgent: headers.get('user-agent') ?? '' }
}
