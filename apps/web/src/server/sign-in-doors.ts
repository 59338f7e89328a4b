const path = '/api/auth'
const formType = 'application/x-www-form-urlencoded'

/**
 * Whether this is one of the three requests to next-auth that our pages make. The rest of it stays shut: pages of its own, a log that
 * anybody may write into, sessions that it renews by itself, and addresses to be sent on to.
 */
export function isSignInDoor(request: { readonly method: string; readonly url: string; readonly headers: Headers }): boolean {
  const { pathname, search } = new URL(request.url)
  if (search !== '') return false
  if (request.method === 'GET') return pathname === `${path}/csrf`
  const isForm = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === formType
  return request.method === 'POST' && isForm && [`${path}/callback/credentials`, `${path}/signout`].includes(pathname)
}
