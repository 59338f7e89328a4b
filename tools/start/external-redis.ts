import { errorCode } from './start-error.ts'

/** The first whose scripts may read the clock before they write. */
const oldestVersion = [6, 2] as const

/** What stands against using the server of `REDIS_URL`, in words; empty when nothing does. Changes nothing there. */
export async function findRedisProblems(redisUrl: string): Promise<string[]> {
  const { Redis } = await import('ioredis') // most starts have no Redis
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    retryStrategy: () => null,
  })
  let trouble: unknown
  redis.on('error', (error) => {
    trouble ??= error
  })
  try {
    await redis.connect()
    const version = /^redis_version:(\S+)/m.exec(await redis.info('server'))?.[1] ?? ''
    // That the database cannot be chosen is told beside the connection, which goes on with another one.
    if (trouble) throw trouble
    return isOld(version) ? [`The server of REDIS_URL is version ${version}; at least ${oldestVersion.join('.')} is needed.`] : []
  } catch (error) {
    return [redisComplaint(trouble ?? error, redisUrl)]
  } finally {
    redis.disconnect()
  }
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1])
}

/** Without the password. */
function redisComplaint(error: unknown, redisUrl: string): string {
  const { hostname, port, username, pathname } = new URL(redisUrl)
  const where = `${hostname}${port && `:${port}`} (REDIS_URL)`
  const text = error instanceof Error ? error.message : String(error)
  if (errorCode(error) === 'ECONNREFUSED') return `No Redis answers at ${where}: start it, or correct the address.`
  if (errorCode(error) === 'ENOTFOUND') return `There is no computer called ${where}: correct the address.`
  if (/^(WRONGPASS|NOAUTH|ERR AUTH)/.test(text)) {
    return `Redis at ${where} does not let "${username || 'default'}" in: check user and password.`
  }
  if (/DB index is out of range/.test(text)) return `Redis at ${where} has no database ${pathname.slice(1)}.`
  return `Redis at ${where} cannot be used: ${text}`
}
