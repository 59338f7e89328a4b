import pg from 'pg'

const connectTimeoutMs = 5_000
const queryTimeoutMsDefault = 20_000

export interface ConnectionOptions {
  url: string
  role?: string
  applicationName?: string
  queryTimeoutMs?: number
  /** What answers at `url` gives each transaction some connection or other: nothing of a session lasts (PgBouncer in transaction mode). */
  throughPooler?: boolean
}

/** The server gives up first and says so; the client does when nothing comes back at all. */
const timeLimits = (queryTimeoutMs = queryTimeoutMsDefault) => ({
  statement_timeout: Math.round(queryTimeoutMs * 0.75),
  lock_timeout: Math.round(queryTimeoutMs * 0.5),
  idle_in_transaction_session_timeout: queryTimeoutMs,
})

/**
 * What every connection of a process has in common. Settings that the URL brings in its `options` are kept beside ours;
 * ours come last and win, above all the role. A pooler is asked for none: they are `transactionSettings` then.
 */
export function connectionConfig(options: ConnectionOptions): pg.ClientConfig {
  const common = {
    application_name: options.applicationName ?? 'chatsphere',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    query_timeout: options.queryTimeoutMs ?? queryTimeoutMsDefault,
  }
  if (options.throughPooler) return { ...common, connectionString: options.url }
  const url = new URL(options.url)
  const given = url.searchParams.get('options')
  url.searchParams.delete('options')
  const settings = [given, options.role && `-c role=${options.role}`].filter(Boolean).join(' ')
  return {
    ...common,
    connectionString: url.href,
    ...timeLimits(options.queryTimeoutMs),
    ...(settings && { options: settings }),
  }
}

/**
 * What each transaction begins with. An acknowledged message is on the disk, whatever the server's default is. Through a pooler the role and the time
 * limits are the transaction's own: the next one on that connection may be another process's.
 */
export function transactionSettings(options: ConnectionOptions): string {
  const settings = ['synchronous_commit TO on']
  if (options.throughPooler) {
    if (options.role) settings.push(`ROLE ${pg.escapeIdentifier(options.role)}`)
    for (const [name, ms] of Object.entries(timeLimits(options.queryTimeoutMs))) settings.push(`${name} TO ${ms}`)
  }
  return settings.map((setting) => `SET LOCAL ${setting}`).join('; ')
}
