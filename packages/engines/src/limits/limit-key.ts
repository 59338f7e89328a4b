import type { RateLimitName } from '@chatsphere/domain'
import ipaddr from 'ipaddr.js'

const networkBytes = 8

/**
 * What a use is counted under. Of an IPv6 address the 64 bits of its network, which one subscriber has all addresses of: stops them from being
 * somebody else at each try, and from filling the memory with keys.
 */
export function limitKey(name: RateLimitName, key: string): string {
  if (!name.endsWith('PerAddress') || !ipaddr.IPv6.isValid(key)) return key
  const bytes = ipaddr.IPv6.parse(key).toByteArray()
  return new ipaddr.IPv6(bytes.map((byte, index) => (index < networkBytes ? byte : 0))).toString()
}
