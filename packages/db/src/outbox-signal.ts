import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connectionConfig } from './connection-config.ts'
import { statement, type Tx } from './statement.ts'

const channel = 'chatsphere_outbox'
const signalIntervalMs = 50
const reconnectDelayMs = 500

const notify = statement('notify-outbox', `SELECT pg_notify('${channel}', '')`)

/**
 * Tells whoever listens that there are new events, at most every 50 ms: at once, and once more for those that came meanwhile. To
 * be called after the commit: a NOTIFY inside the transaction would make all writers wait for each other. One that is lost costs
 * nothing but time.
 */
export function createOutboxSignal(db: Tx): () => void {
  let isResting = false
  let isDue = false
  const rest = () => {
    isResting = true
    setTimeout(() => {
      isResting = false
      if (isDue) signal()
    }, signalIntervalMs).unref()
  }
  const signal = () => {
    isDue = false
    rest()
    db.query(notify).catch(() => undefined)
  }
  return () => {
    if (isResting) isDue = true
    else signal()
  }
}

/**
 * Calls `onSignal` whenever new events are told, and when the connection has come back, since it may have missed some. A
 * connection that is lost is made anew after half a second, again and again. `url` must reach PostgreSQL itself: LISTEN does not
 * work through a transaction pooler. Answers the function that ends it.
 */
export function listenToOutbox(options: {
  url: string
  role?: string
  onSignal: () => void
  onError: (error: unknown) => void
}): () => Promise<void> {
  const ending = new AbortController()
  let client: pg.Client | undefined
  const listen = async () => {
    const ended = Promise.withResolvers<void>()
    client = new pg.Client(connectionConfig({ ...options, applicationName: 'chatsphere-outbox' }))
    client.on('notification', options.onSignal)
    client.on('error', ended.reject)
    client.on('end', () => ended.reject(new Error('The connection that listens for events ended')))
    ended.promise.catch(() => undefined)
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    options.onSignal()
    await ended.promise
  }
  const listening = (async () => {
    while (!ending.signal.aborted) {
      await listen().catch((error: unknown) => {
        if (!ending.signal.aborted) options.onError(error)
      })
      await client?.end().catch(() => undefined)
      await wait(reconnectDelayMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  })()
  return async () => {
    ending.abort()
    await client?.end().catch(() => undefined)
    await listening
  }
}
