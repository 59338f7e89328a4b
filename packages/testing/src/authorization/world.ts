import type { ErrorCode, GlobalRole, Message, Role } from '@chatsphere/contracts'
import { createGroup, type Origin, removeMember } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import { createAccountFor, testOrigin } from '../accounts.ts'
import type { TestCtx } from '../context.ts'
import { sendNew } from '../messages.ts'

/** Everybody who may stand before a door, seen from a group. */
export const visitors = [
  'anonymous',
  'revoked',
  'stranger',
  'exMember',
  'guest',
  'member',
  'moderator',
  'admin',
  'owner',
] as const
export type Visitor = (typeof visitors)[number]

/** Everybody who may stand before a door of the whole server, by the role that they have there. */
export const serverVisitors = ['anonymous', 'revoked', 'user', 'serverModerator', 'serverAdmin'] as const
export type ServerVisitor = (typeof serverVisitors)[number]

export type Outcome = 'ok' | ErrorCode

/** One door: what is asked for, and what each visitor gets. */
export interface Row {
  readonly input: (world: World) => unknown
  readonly outcomes: Readonly<Record<Visitor, Outcome>>
}

/** One door of the whole server. */
export interface ServerRow {
  readonly input: (world: World) => unknown
  readonly outcomes: Readonly<Record<ServerVisitor, Outcome>>
}

/** A group of its own for one visit, and the visitor's token. */
export interface World {
  readonly conversationId: string
  /** Written by somebody who is none of the visitors. */
  readonly message: Message
  /** A plain member of the group. */
  readonly memberId: string
  /** Somebody outside of it. */
  readonly outsiderId: string
  readonly outsidersSessionId: string
  readonly outsidersToken: string
}

interface Person {
  readonly userId: string
}
type People = Readonly<Record<'author' | 'plain' | 'outsider' | Visitor | ServerVisitor, Person>>

const roles: Partial<Record<Visitor, Role>> = { guest: 'guest', moderator: 'moderator', admin: 'admin' }
const serverRoles: Partial<Record<ServerVisitor, GlobalRole>> = { serverModerator: 'moderator', serverAdmin: 'admin' }

/** The people of the matrix, made once; each visit gets a new group of them and a session of its own. */
export class Visits {
  readonly #ctx: TestCtx
  readonly #people: People

  private constructor(ctx: TestCtx, people: People) {
    this.#ctx = ctx
    this.#people = people
  }

  static async prepare(ctx: TestCtx): Promise<Visits> {
    const names = [...new Set([...visitors, ...serverVisitors, 'author', 'plain', 'outsider'] as const)]
    const people = await Promise.all(
      names.map(async (name) => {
        const account = await createAccountFor(ctx, `${name}${uuidv7().slice(-10)}`)
        return [name, { userId: account.actor.userId }] as const
      }),
    )
    const byName = Object.fromEntries(people) as People
    for (const [name, role] of Object.entries(serverRoles)) {
      await ctx.db.prisma.user.update({ where: { id: byName[name as ServerVisitor].userId }, data: { role } })
    }
    return new Visits(ctx, byName)
  }

  /** The token is null for somebody who has none. */
  async arrange(visitor: Visitor | ServerVisitor): Promise<{ world: World; token: string | null }> {
    const { ctx, people } = { ctx: this.#ctx, people: this.#people }
    const owner = await this.#actor('owner')
    const inside = [people.author, people.plain, people.revoked, people.exMember, people.guest, people.member, people.moderator]
    const conversation = await createGroup(ctx, owner, {
      id: uuidv7(),
      kind: 'group',
      name: 'Matrix',
      visibility: 'private',
      memberIds: [...inside, people.admin].map(({ userId }) => userId),
    })
    for (const [name, role] of Object.entries(roles)) {
      await ctx.db.prisma.participant.updateMany({
        where: { conversationId: conversation.id, userId: people[name as Visitor].userId },
        data: { role },
      })
    }
    const message = await sendNew(ctx, await this.#actor('author'), conversation.id)
    await removeMember(ctx, owner, { conversationId: conversation.id, userId: people.exMember.userId })
    const outsider = await this.#actor('outsider')
    const world: World = {
      conversationId: conversation.id,
      message,
      memberId: people.plain.userId,
      outsiderId: outsider.userId,
      outsidersSessionId: outsider.sessionId,
      outsidersToken: (await ctx.tokens.sign('access', outsider)).token,
    }
    if (visitor === 'anonymous') return { world, token: null }
    const actor = await this.#actor(visitor)
    const { token } = await ctx.tokens.sign('access', actor)
    if (visitor === 'revoked') {
      await ctx.db.prisma.session.update({ where: { id: actor.sessionId }, data: { revokedAt: new Date() } })
    }
    return { world, token }
  }

  async #actor(name: keyof People) {
    const { userId } = this.#people[name]
    const session = await this.#ctx.db.prisma.session.create({ data: newSession(userId, testOrigin) })
    return { userId, sessionId: session.id, role: 'user' as const }
  }
}

function newSession(userId: string, origin: Origin) {
  const expiresAt = new Date(Date.now() + 60 * 60_000)
  return { id: uuidv7(), userId, kind: 'program', userAgent: origin.userAgent, address: origin.address, expiresAt }
}

/** The same for everybody, signed in or not. */
export function everybody(outcome: Outcome): Row['outcomes'] {
  return outcomesOf(() => outcome)
}

/** For whoever is signed in; `own` where all of them get something else than `ok`. */
export function signedIn(own: Outcome = 'ok'): Row['outcomes'] {
  return { ...everybody(own), anonymous: 'unauthenticated', revoked: 'session_revoked' }
}

/** For the members of the group, but for those who lack the right. */
export function members(lacking: readonly Visitor[] = []): Row['outcomes'] {
  const outside: readonly Visitor[] = ['stranger', 'exMember']
  const outcome = (visitor: Visitor) => (lacking.includes(visitor) ? 'forbidden' : 'ok')
  return {
    ...outcomesOf((visitor) => (outside.includes(visitor) ? 'not_found' : outcome(visitor))),
    anonymous: 'unauthenticated',
    revoked: 'session_revoked',
  }
}

/** For admins of the server alone; `own` where they get something else than `ok`. */
export function serverAdmins(own: Outcome = 'ok'): ServerRow['outcomes'] {
  return {
    anonymous: 'unauthenticated',
    revoked: 'session_revoked',
    user: 'forbidden',
    serverModerator: 'forbidden',
    serverAdmin: own,
  }
}

function outcomesOf(outcome: (visitor: Visitor) => Outcome): Row['outcomes'] {
  return Object.fromEntries(visitors.map((visitor) => [visitor, outcome(visitor)])) as Row['outcomes']
}
