/** Every stable error code with the HTTP status that carries it. A refused call is 4xx; 5xx is always a defect or an outage. */
export const errorStatus = {
  unauthenticated: 401,
  invalid_credentials: 401,
  invalid_token: 401,
  session_revoked: 401,
  forbidden: 403,
  not_found: 404,
  invalid_input: 400,
  id_conflict: 409,
  edit_conflict: 409,
  email_taken: 409,
  last_admin: 409,
  username_taken: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

/** What crosses a wire when a call is refused. `fields` names the inputs at fault, `retryAfterMs` when to try again. */
export interface ErrorView {
  code: ErrorCode
  message: string
  fields?: Record<string, string>
  retryAfterMs?: number
}
