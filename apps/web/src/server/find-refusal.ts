import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '@chatsphere/contracts'

/** Fits `chat.sendMany` at its largest. */
const callBytesMax = 4 * 1024 * 1024
/** What signs in and out is a few hundred bytes. */
const otherBytesMax = 64 * 1024

export interface Refusal {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
}

/**
 * What Next would take for a defect of its own, bodies that could fill the memory before anybody counts, and anything but reading outside
 * of /api: pages have no actions, so that nobody needs to reach the decoder of their arguments.
 */
export function findRefusal(request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>): Refusal | undefined {
  const { headers, method = '', url = '' } = request
  if (headers['transfer-encoding'] !== undefined) return invalid(411, 'A body needs a Content-Length.')
  if (!url.startsWith('/') || !isDecodable(url)) return invalid(400, 'The address is malformed.')
  if (method === 'TRACE' || (!['GET', 'HEAD', 'OPTIONS'].includes(method) && !url.startsWith('/api/')))
    return invalid(405, 'There is no such method here.')
  const bytesMax = url.startsWith('/api/trpc/') ? callBytesMax : otherBytesMax
  if (Number(headers['content-length'] ?? 0) > bytesMax)
    return { status: 413, code: 'too_large', message: 'The request is too large.' }
  return undefined
}

function invalid(status: number, message: string): Refusal {
  return { status, code: 'invalid_input', message }
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}
