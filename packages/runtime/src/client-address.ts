import ipaddr from 'ipaddr.js'

function normalized(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}

/** The web process passes sockets on from the same machine, whatever proxies stand before it. */
const always = ['127.0.0.0/8', '::1/128']

function trustOf(proxies: readonly string[]): (address: string) => boolean {
  const ranges = [...always, ...proxies].map((entry) => (entry.includes('/') ? ipaddr.parseCIDR(entry) : wholeAddress(entry)))
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
  }
}

/** Whether what this peer says of the request's way before it is believed. */
export function isTrustedProxy(remoteAddress: string | undefined, trustedProxies: readonly string[]): boolean {
  return trustOf(trustedProxies)(normalized(remoteAddress ?? 'unknown'))
}

function wholeAddress(address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const parsed = ipaddr.process(address)
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128]
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
  const isTrusted = trustOf(trustedProxies)
  let address = normalized(remoteAddress ?? 'unknown')
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  while (isTrusted(address)) {
    const hop = hops.pop()
    if (!hop || !ipaddr.isValid(hop)) break
    address = normalized(hop)
  }
  return address
}
