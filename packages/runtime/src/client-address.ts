import ipaddr from 'ipaddr.js'

function normalized(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}

/**
 * The address that a request comes from, for limits and the list of sessions. `forwardedFor` is believed only as far as trusted
 * proxies wrote it: read from its end, the first address that is not one of them is the client's.
 */
export function clientAddress(
  remoteAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: readonly string[],
): string {
  const trusted = new Set(trustedProxies.map(normalized))
  let address = normalized(remoteAddress ?? 'unknown')
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  while (trusted.has(address)) {
    const hop = hops.pop()
    if (!hop || !ipaddr.isValid(hop)) break
    address = normalized(hop)
  }
  return address
}
