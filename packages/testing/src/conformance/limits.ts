import { defaultServerSettings, type ServerSettings } from '@chatsphere/contracts'
import { type Limits, type RateLimitName, rateLimits } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'

const name: RateLimitName = 'signInPerAccount'
const { points, seconds } = rateLimits[name]

async function exhaust(limits: Limits, key: string): Promise<void> {
  for (let used = 0; used < points; used++) await limits.consume(name, key)
}

const random16 = () => Math.floor(Math.random() * 0xffff).toString(16)

/** What every limiter does. */
export function limitsConformance(options: { create(settings: { get(): Promise<ServerSettings> }): Limits }): void {
  const create = (settings: ServerSettings = defaultServerSettings) => options.create({ get: async () => settings })

  test('the named number of uses passes, the next is refused with the time to wait', async () => {
    const [limits, key] = [create(), uuidv7()]
    await exhaust(limits, key)
    const refusal = await limits.consume(name, key).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'rate_limited' })
    const { retryAfterMs } = refusal as { retryAfterMs: number }
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(seconds * 1_000)
  })

  test('keys and names are counted apart', async () => {
    const [limits, key] = [create(), uuidv7()]
    await exhaust(limits, key)
    await limits.consume(name, uuidv7())
    await limits.consume('sendPerAccount', key)
  })

  test('addresses of one IPv6 network are one, of two networks two', async () => {
    const limits = create()
    const network = () => `2001:db8:${random16()}:${random16()}`
    const [one, other] = [network(), network()]
    const { points: tries } = rateLimits.signInPerAddress
    for (let used = 0; used < tries; used++) await limits.consume('signInPerAddress', `${one}::${used.toString(16)}`)
    await expect(limits.consume('signInPerAddress', `${one}:a:b:c:d`)).rejects.toMatchObject({ code: 'rate_limited' })
    await limits.consume('signInPerAddress', `${other}::1`)
    await limits.consume('signInPerAddress', '192.0.2.1')
  })

  test('a use may count several times, and what is forgiven is free again', async () => {
    const [limits, key] = [create(), uuidv7()]
    await limits.consume(name, key, points)
    await expect(limits.consume(name, key)).rejects.toMatchObject({ code: 'rate_limited' })
    await limits.forgive(name, key)
    await exhaust(limits, key)
  })

  test('of many at once no more pass than there are', async () => {
    const [limits, key] = [create(), uuidv7()]
    const outcomes = await Promise.allSettled(Array.from({ length: points * 3 }, () => limits.consume(name, key)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(points)
  })

  test('what admins set holds from the next use on, for what was used before too', async () => {
    const settings = { ...defaultServerSettings }
    const [limits, key] = [create(settings), uuidv7()]
    await exhaust(limits, key)
    settings.signInTriesPerQuarterHour = points + 1
    await limits.consume(name, key)
    await expect(limits.consume(name, key)).rejects.toMatchObject({ code: 'rate_limited' })
    settings.signInTriesPerQuarterHour = 1
    const other = uuidv7()
    await limits.consume(name, other)
    await expect(limits.consume(name, other)).rejects.toMatchObject({ code: 'rate_limited' })
  })
}
