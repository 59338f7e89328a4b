import { openDatabase } from '@chatsphere/db'
import { addMembers, createGroup, openDirect } from '@chatsphere/domain'
import { createTokens } from '@chatsphere/engines'
import { createTestCtx, type TestCtx, testOrigin } from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'

export interface Resident {
  readonly userId: string
  readonly sessionId: string
  readonly role: 'user'
  readonly token: string
}

/** As many as one call may name. */
const membersAtOnce = 100

/** People who are signed in, written straight into the database, since hashing their passwords is not what is measured. */
export class Population {
  readonly #ctx: TestCtx
  readonly #tokens: TestCtx['tokens']

  private constructor(ctx: TestCtx, tokens: TestCtx['tokens']) {
    this.#ctx = ctx
    this.#tokens = tokens
  }

  static async open(options: { databaseUrl: string; authSecret: string; issuer: string }): Promise<Population> {
    const ctx = await createTestCtx(openDatabase({ url: options.databaseUrl }))
    return new Population(ctx, await createTokens({ authSecret: options.authSecret, issuer: options.issuer }))
  }

  async add(count: number): Promise<Resident[]> {
    const { prisma } = this.#ctx.db
    const expiresAt = new Date(Date.now() + 24 * 60 * 60_000)
    const people = Array.from({ length: count }, () => ({ userId: uuidv7(), sessionId: uuidv7(), role: 'user' as const }))
    await prisma.user.createMany({
      data: people.map(({ userId }) => ({ id: userId, username: userId.replaceAll('-', ''), displayName: 'Resident' })),
    })
    await prisma.session.createMany({
      data: people.map(({ userId, sessionId }) => ({ id: sessionId, userId, kind: 'program', expiresAt, ...testOrigin })),
    })
    return Promise.all(people.map(async (person) => ({ ...person, token: (await this.#tokens.sign('access', person)).token })))
  }

  async direct(one: Resident, other: Resident): Promise<string> {
    return (await openDirect(this.#ctx, one, { userId: other.userId })).id
  }

  async group(owner: Resident, others: readonly Resident[]): Promise<string> {
    const { id } = await createGroup(this.#ctx, owner, { id: uuidv7(), kind: 'group', name: 'Bench', visibility: 'private' })
    for (let start = 0; start < others.length; start += membersAtOnce) {
      const userIds = others.slice(start, start + membersAtOnce).map(({ userId }) => userId)
      await addMembers(this.#ctx, owner, { conversationId: id, userIds })
    }
    return id
  }

  countMessages(): Promise<number> {
    return this.#ctx.db.prisma.message.count({ where: { kind: 'user' } })
  }

  close(): Promise<void> {
    return this.#ctx.db.close()
  }
}
