import { expect, test } from 'vitest'
import { clientAddress, isTrustedProxy } from './client-address.ts'

const trusted = ['10.0.0.2', '192.168.0.0/16']

test.each([
  ['without proxies the peer', '203.0.113.9', undefined, '203.0.113.9'],
  ['a stranger is not believed', '203.0.113.9', '1.1.1.1', '203.0.113.9'],
  ['a trusted proxy is', '127.0.0.1', '198.51.100.7', '198.51.100.7'],
  ['a chain is read from its end up to the first stranger', '127.0.0.1', '1.1.1.1, 198.51.100.7, 10.0.0.2', '198.51.100.7'],
  ['an IPv4 address inside IPv6 is the same address', '::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
  ['nonsense ends the chain', '127.0.0.1', '198.51.100.7, not an address', '127.0.0.1'],
  ['a range of proxies is trusted', '192.168.7.7', '198.51.100.7', '198.51.100.7'],
  ['the web process on this machine always is', '::1', '198.51.100.7, 10.0.0.2', '198.51.100.7'],
  ['an empty header changes nothing', '127.0.0.1', '', '127.0.0.1'],
])('%s', (_name, remote, forwardedFor, expected) => {
  expect(clientAddress(remote, forwardedFor, trusted)).toBe(expected)
})

test('only this machine and the proxies that are named are believed', () => {
  const believed = ['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', '192.168.1.1', undefined, 'made up']
  expect(believed.map((address) => isTrustedProxy(address, ['10.0.0.0/8']))).toEqual([true, true, true, false, false, false])
})
