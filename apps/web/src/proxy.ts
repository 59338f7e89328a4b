import { type NextRequest, NextResponse } from 'next/server'

/**
 * Headers for every page, and a new nonce for its scripts. It stops injected scripts, framing and sniffing; it
 * authorizes nothing: pages and calls check the session themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  // A server of ours around Next refuses it already: pages have no actions, and nobody needs to reach the decoder of their arguments.
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return new NextResponse(null, { status: 405 })
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentSecurityPolicy(nonce, connectSources(request))

  const headers = new Headers(request.headers)
  // Next reads the nonce from here and puts it on its scripts.
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  const { pathname, searchParams } = request.nextUrl
  const message = searchParams.get('m')
  headers.set('x-path', message === null ? pathname : `${pathname}?m=${encodeURIComponent(message)}`)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('cross-origin-resource-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()')
  // Not for localhost: it would hold for every other port of the person's own machine.
  if (isSecure(request) && request.nextUrl.hostname !== 'localhost') {
    response.headers.set('strict-transport-security', 'max-age=31536000')
  }
  return response
}

/** All but calls and files, which next.config.ts gives theirs: whatever else is asked for there is a page that says so. */
export const config = { matcher: '/((?!api/|_next/static/|service-worker\\.js$|icon\\.svg$|icons/[\\w-]+\\.png$).*)' }

function contentSecurityPolicy(nonce: string, connect: readonly string[]): string {
  // React rebuilds server stacks with eval while developing; never in production.
  // biome-ignore lint/style/noProcessEnv: Next replaces it while building; the configuration is not at hand here
  const developing = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** 'self' does not cover websockets in every browser, and the realtime node may have an origin of its own. */
function connectSources(request: NextRequest): string[] {
  const sources: string[] = []
  const host = request.headers.get('host') ?? ''
  // The header is the caller's: nothing but a host may come into the policy.
  if (/^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i.test(host)) sources.push(`${isSecure(request) ? 'wss' : 'ws'}://${host}`)
  // biome-ignore lint/style/noProcessEnv: a proxy is bundled apart from the composition root that has the configuration
  const realtime = process.env.REALTIME_URL
  if (realtime !== undefined && URL.canParse(realtime)) {
    const { origin } = new URL(realtime)
    sources.push(origin, origin.replace(/^http/, 'ws'))
  }
  return sources
}

function isSecure(request: NextRequest): boolean {
  const forwarded = request.headers.get('x-forwarded-proto')
  return (forwarded ?? request.nextUrl.protocol.replace(':', '')).startsWith('https')
}
