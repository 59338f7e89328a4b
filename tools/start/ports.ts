import { createServer } from 'node:net'
import { errorCode } from './start-error.ts'

export type PortState = 'free' | 'taken' | 'forbidden' | 'no-such-address'

/** Whether this process could listen on the port now. It is asked by listening, the only answer that counts. */
export function tryPort(host: string, port: number): Promise<PortState> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const code = errorCode(error)
      if (code === 'EADDRINUSE') resolve('taken')
      else if (code === 'EACCES') resolve('forbidden')
      else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAFNOSUPPORT' || code === 'EAI_AGAIN')
        resolve('no-such-address')
      else reject(error)
    })
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve('free')))
  })
}

/** A port that nobody uses at this moment: `preferred` if it is free, else one that the system picks. */
export async function findFreePort(host: string, preferred?: number): Promise<number> {
  if (preferred !== undefined && (await tryPort(host, preferred)) === 'free') return preferred
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port: 0 }, () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
