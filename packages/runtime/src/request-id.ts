import { randomUUID } from 'node:crypto'

/** Nothing that could be more than a name in a log or a header. */
const sane = /^[\w.-]{8,64}$/

/**
 * What a request is called in logs and in its answer. A name that it came with is kept only if a trusted proxy gave it: anybody else could give two
 * requests one name, or write into the logs.
 */
export function requestIdOf(given: string | readonly string[] | undefined, isFromTrustedProxy: boolean): string {
  return isFromTrustedProxy && typeof given === 'string' && sane.test(given) ? given : randomUUID()
}
