import type pg from 'pg'

const connectTimeoutMs = 5_000
const queryTimeoutMsDefault = 20_000

/**
 * What every connection of a process has in common. Settings that the URL brings in its `options` are kept beside ours;
 * ours come last and win, above all the role.
 */
export function connectionConfig(options: {
  url: string
  role?: string
  applicationName?: string
  queryTimeoutMs?: number
}): pg.ClientConfig {
  const url = new URL(options.url)
  const given = url.searchParams.get('options')
  url.searchParams.delete('options')
  const settings = [given, options.role && `-c role=${options.role}`].filter(Boolean).join(' ')
  const queryTimeoutMs = options.queryTimeoutMs ?? queryTimeoutMsDefault
  return {
    connectionString: url.href,
    application_name: options.applicationName ?? 'chatsphere',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    // The server gives up first and says so; the client does when nothing comes back at all.
    query_timeout: queryTimeoutMs,
    statement_timeout: Math.round(queryTimeoutMs * 0.75),
    lock_timeout: Math.round(queryTimeoutMs * 0.5),
    idle_in_transaction_session_timeout: queryTimeoutMs,
    ...(settings && { options: settings }),
  }
}
