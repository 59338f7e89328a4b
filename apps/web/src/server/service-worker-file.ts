import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'

export const serviceWorkerPath = '/service-worker.js'

/**
 * Answers the requests for the service worker, which stands at the root, since it serves pages of the whole site. While developing there
 * is none. The policy is the worker's own: it loads nothing but this site's files.
 */
export async function createServiceWorkerAnswer(file: URL): Promise<(response: ServerResponse) => void> {
  const script = await readFile(file).catch(() => undefined)
  return (response) => {
    if (script === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end()
      return
    }
    response
      .writeHead(200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': "default-src 'none'; connect-src 'self'",
      })
      .end(script)
  }
}
