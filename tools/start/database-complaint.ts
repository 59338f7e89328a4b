import { errorCode } from './start-error.ts'

/** A database address that may be shown: without its password. */
export function showDatabase(databaseUrl: string): string {
  const { username, host, pathname } = new URL(databaseUrl)
  return `${username === '' ? '' : `${decodeURIComponent(username)}@`}${host}${pathname}`
}

/** Which variable named a database. */
export type DatabaseVariable = 'DATABASE_URL' | 'DIRECT_DATABASE_URL'

/** What is wrong with the database at `databaseUrl`, and what to do about it. `embedded`: it is our own. */
export function databaseComplaint(
  error: unknown,
  databaseUrl: string,
  { name = 'DATABASE_URL', embedded = false }: { name?: DatabaseVariable; embedded?: boolean } = {},
): string {
  const database = showDatabase(databaseUrl)
  const said = error instanceof Error ? innermost(error).message : String(error)
  const code = errorCode(error) ?? (error instanceof Error ? errorCode(innermost(error)) : undefined)
  if (embedded) {
    if (code === '28P01')
      return 'The database does not accept the password in .data/secrets.json: restore the file that belongs to .data/postgres.'
    if (code === '53100') return 'The disk is full. Free some space and start again; nothing is lost.'
    return `The embedded database cannot be used: ${said}. Its log: .data/logs/postgres.log`
  }
  switch (code) {
    case 'ECONNREFUSED':
      return `No PostgreSQL server answers at ${database} (${name}). Start it, or correct host and port. Without DATABASE_URL the embedded one is used.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${name} (${database}) is not known. Correct it, or look at the network.`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `The PostgreSQL server at ${database} (${name}) does not answer. Look at its firewall and at the address.`
    case '28P01':
    case '28000':
      return `The PostgreSQL server refuses the user or the password for ${database} (${name}): ${said}. Correct them.`
    case '3D000':
      return `There is no such database at ${database} (${name}). Make it (createdb), or correct the name.`
    case '53300':
      return `The PostgreSQL server at ${database} has no connection left: ${said}. Raise its max_connections or close other clients.`
    case '42501':
      return `The user of ${name} (${database}) lacks a right: ${said}. It must own the database and may make roles (ALTER ROLE … CREATEROLE).`
    case '53100':
      return `The disk of the PostgreSQL server at ${database} is full. Free some space; nothing is lost.`
    default:
      return /timeout/i.test(said)
        ? `The PostgreSQL server at ${database} (${name}) does not answer in time. Look at its firewall and at the address.`
        : `The database ${database} cannot be used: ${said}`
  }
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error
}
