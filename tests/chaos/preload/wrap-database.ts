import pg from 'pg'
import { type ArmedFailpoints, killNow } from './armed-failpoints.ts'

type Callback = (error: Error | null, result?: unknown) => void

interface Asked {
  name: string
  text: string
  values: unknown
}

const empty = { rows: [], rowCount: 0, command: '', oid: 0, fields: [] }

function read(config: unknown, values: unknown): Asked {
  if (typeof config === 'string') return { name: '', text: config, values }
  const query = (config ?? {}) as { name?: unknown; text?: unknown; values?: unknown }
  return { name: String(query.name ?? ''), text: String(query.text ?? ''), values: query.values ?? values }
}

/**
 * Lets failpoints act on everything that goes to PostgreSQL: the product's pool, its transactions and its LISTEN connection all use
 * this one class.
 */
export function wrapDatabase(failpoints: ArmedFailpoints): void {
  const prototype = pg.Client.prototype as unknown as {
    query(this: object, ...args: unknown[]): unknown
    emit(this: object, name: string, ...args: unknown[]): boolean
  }
  /** The statements of each connection's open transaction. */
  const ranIn = new WeakMap<object, Set<string>>()
  const query = prototype.query
  const emit = prototype.emit

  prototype.query = function (...args) {
    const asked = read(args[0], args[1])
    if (asked.text.startsWith('BEGIN')) ranIn.set(this, new Set())
    if (asked.name !== '') ranIn.get(this)?.add(asked.name)
    const isCommit = asked.text === 'COMMIT'
    const ran = ranIn.get(this)
    const isOf = (name: string) => (isCommit ? (ran?.has(name) ?? false) : asked.name === name)
    const text = () => JSON.stringify(asked.values)

    const before = failpoints.hit(isCommit ? 'commit' : 'query', isOf, text)
    if (before?.act === 'kill') {
      if (before.pauseMs === undefined) killNow()
      // Never sent: whoever waits for it waits until the end.
      setTimeout(killNow, before.pauseMs)
      return new Promise(() => {})
    }
    if (before?.act === 'drop') {
      const callback = args.at(-1)
      if (typeof callback !== 'function') return Promise.resolve(empty)
      setImmediate(() => (callback as Callback)(null, empty))
      return undefined
    }
    const after = isCommit ? failpoints.hit('committed', isOf, text) : undefined
    const answer = query.apply(this, args)
    return after && answer instanceof Promise ? answer.then(() => killNow()) : answer
  }

  prototype.emit = function (name, ...args) {
    if (name === 'notification') {
      const { channel, payload } = args[0] as { channel: string; payload?: string }
      const isOf = (wanted: string) => wanted === channel
      if (failpoints.hit('notification', isOf, () => payload ?? '')) return true
    }
    return emit.call(this, name, ...args)
  }
}
