import type { IncomingMessage } from 'node:http'

/** What Next would take for a defect of its own, and bodies that could fill the memory before anybody counts. */
export function findRefusal(
  request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
): { status: number; message: string } | undefined {
  if (request.headers['transfer-encoding'] !== undefined) return { status: 411, message: 'A body needs a Content-Length.' }
  if (request.method === 'TRACE') return { status: 405, message: 'There is no such method here.' }
  if (!request.url?.startsWith('/') || !isDecodable(request.url)) return { status: 400, message: 'The address is malformed.' }
  return undefined
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}
