import { networkInterfaces } from 'node:os'

/** Bridges of container engines and virtual machines: addresses of this machine that nobody else can use. */
const virtual = /^(docker|br-|veth|virbr|cni|flannel|podman|lxc)/

/** The addresses by which other devices on the network reach the app; each was tried just now. */
export async function findLanAddresses(host: string, port: number): Promise<string[]> {
  const everywhere = host === '0.0.0.0' || host === '::' || host === ''
  const candidates = Object.entries(networkInterfaces())
    .filter(([name]) => !virtual.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && (everywhere || address === host))
    .map(({ address }) => `http://${address}:${port}`)
  const answers = await Promise.all(candidates.map(async (address) => ((await reachable(address)) ? [address] : [])))
  return answers.flat()
}

async function reachable(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(500) })
    return response.ok
  } catch {
    return false
  }
}
