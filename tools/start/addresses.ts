import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { networkInterfaces } from 'node:os'

/** Bridges of container engines and virtual machines: addresses of this machine that nobody else can use. */
const virtual = /^(docker|br-|veth|virbr|cni|flannel|podman|lxc)/

/** The addresses by which other devices on the network reach the app; each was tried just now. `authority` vouches for https. */
export async function findLanAddresses(host: string, port: number, authority?: string): Promise<string[]> {
  const everywhere = host === '0.0.0.0' || host === '::' || host === ''
  const candidates = Object.entries(networkInterfaces())
    .filter(([name]) => !virtual.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && (everywhere || address === host))
    .map(({ address }) => `${authority === undefined ? 'http' : 'https'}://${address}:${port}`)
  const answers = await Promise.all(candidates.map(async (address) => ((await reachable(address, authority)) ? [address] : [])))
  return answers.flat()
}

function reachable(address: string, authority: string | undefined): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const get = authority === undefined ? getPlain : getSecure
  const request = get(`${address}/healthz`, { ca: authority, timeout: 500 }, (response) => {
    resolve(response.statusCode === 200)
    response.resume()
  })
  request.on('timeout', () => request.destroy())
  request.on('error', () => resolve(false))
  return promise
}
