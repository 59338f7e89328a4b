import { randomUUID } from 'node:crypto'
import { rateLimits } from '@chatsphere/domain'
import { createMemoryLimits } from '@chatsphere/engines'
import {
  countRows,
  createTestCtx,
  createTestDatabase,
  type ProcedurePath,
  procedureRows,
  type ServerVisitor,
  startApiServer,
  type TestCtx,
  type TestDatabase,
  type Visitor,
  Visits,
} from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appRouter } from './app-router.ts'

let database: TestDatabase
let ctx: TestCtx
let visits: Visits
let api: Awaited<ReturnType<typeof startApiServer>>
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  visits = await Visits.prepare(ctx)
  api = await startApiServer(ctx, 'http://test.invalid')
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const paths = Object.keys(procedureRows) as ProcedurePath[]
function definitionOf(path: ProcedurePath): { type: string; takesInput: boolean } {
  const procedure = Reflect.get(appRouter._def.procedures, path) as { _def: { inputs: unknown[]; type: string } }
  return { type: procedure._def.type, takesInput: procedure._def.inputs.length > 0 }
}

interface Answer {
  result?: { data: unknown }
  error?: { message: string; data: { appCode: string; httpStatus: number } }
}

async function post(path: ProcedurePath, token: string | null, body: string, at = api): Promise<Answer> {
  const response = await fetch(`${at.url}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body,
  })
  return (await response.json()) as Answer
}

test.each(paths.filter((path) => definitionOf(path).takesInput))(
  '%s refuses a field that its schema does not name',
  async (path) => {
    const { world, token } = await visits.arrange('owner')
    const input = { ...(procedureRows[path].input(world) as object), isAdmin: true }
    const before = await countRows(database.open())
    expect((await post(path, token, JSON.stringify(input))).error?.data).toMatchObject({
      appCode: 'invalid_input',
      httpStatus: 400,
    })
    expect(await countRows(database.open())).toEqual(before)
  },
)

test.each(paths.filter((path) => definitionOf(path).type === 'mutation'))('%s changes nothing by GET', async (path) => {
  const { world, token } = await visits.arrange('owner')
  const query = `?input=${encodeURIComponent(JSON.stringify(procedureRows[path].input(world) ?? null))}`
  const before = await countRows(database.open())
  const response = await fetch(`${api.url}/api/trpc/${path}${query}`, { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(405)
  expect(await countRows(database.open())).toEqual(before)
})

/** Answered for admins of the server alone. */
const forAdmins = /^admin\.|^system\.(?!realtime)/

/** What nobody gets an answer from here, since it needs a secret or, for an edit, the author: their answers are those of their neighbours. */
const unanswered: readonly ProcedurePath[] = [
  'auth.login',
  'auth.claimAdmin',
  'auth.refresh',
  'auth.revokeSession',
  'auth.verifyEmail',
  'auth.resetPassword',
  'auth.changePassword',
  'auth.changeEmail',
  'auth.disableAccount',
  'auth.deleteAccount',
  'chat.edit',
  'groups.transferOwnership',
  'groups.previewInvite',
  'groups.acceptInvite',
  'groups.revokeInvite',
  'groups.answerRequest',
  'system.updateSettings',
  'system.replayDeadLetter',
  'admin.revokeInvitation',
]

const accountAnswers: readonly ProcedurePath[] = ['admin.accounts', 'admin.setRole', 'admin.setDisabled']
const ownSummaries: readonly ProcedurePath[] = [
  'chat.openDirect',
  'chat.conversations',
  'chat.sync',
  'groups.create',
  'groups.addMembers',
  'groups.update',
  'groups.join',
  'groups.setRole',
]

/** What concerns one person alone, and where it is told: of themselves, or to an admin. */
const personal: Readonly<Record<string, readonly ProcedurePath[]>> = {
  email: ['auth.register', 'users.me', ...accountAnswers],
  emailVerified: ['auth.register', 'users.me', ...accountAnswers],
  sessions: accountAnswers,
  lastUsedAt: ['auth.sessions', ...accountAnswers, 'admin.sessions'],
  address: ['auth.sessions', 'admin.sessions'],
  userAgent: ['auth.sessions', 'admin.sessions'],
  device: ['auth.sessions', 'admin.sessions'],
  accessToken: ['auth.register'],
  refreshToken: ['auth.register'],
  token: ['auth.realtimeToken'],
  settings: ['chat.sync', 'system.settings'],
  draft: ownSummaries,
  silencedUntil: [...ownSummaries.slice(0, -1), 'groups.members', 'groups.setRole'],
  bans: ['groups.bans'],
  reason: ['groups.bans'],
  bannedBy: ['groups.bans'],
  bannedAt: ['groups.bans'],
  code: ['groups.createInvite', 'groups.invites', 'admin.createInvitation', 'admin.invitations'],
}

/** The rest of what any answer has, in the order of the alphabet. */
const others =
  'accessTokenExpiresAt account accounts allowed approval archived attachments authorId avatarColour bio blocked body busy capabilities changes conversationId conversations count createdAt createdBy current deleted deletedAt delivered deliveredPosition density description disabled disabledAt displayName duplicate editedAt emoji enterKey epoch expiresAt groups hasAfter hasBefore history historyFrom host id invitations invites joined joinedAt kind language lastMessage lastPosition lastSeen lastSeenAt lengthMax maxUses memberCount members mentions message messageLengthMax messages messagesPerTenSeconds more name nextCursor outboxRetentionDays own peer permissions pinnedAt position pronouns reactions read readPosition readVersion receipts receiptsAt refreshTokenExpiresAt registration registrationsPerHour removed replyTo requested requests results revision revokedAt role signInTriesPerQuarterHour slowModeSeconds sockets startedAt status text theme threadRoot through timeZone tokens topic unread unverifiedMayWrite url user userId userIds userRevision username users uses usesMax version versions visibility writing'

function enterService(): Promise<void> {
  const process = { id: randomUUID(), name: 'web' as const, host: 'machine', url: null, version: '1.2.3' }
  return ctx.registry.renew({ ...process, startedAt: new Date().toISOString(), sockets: 0, busy: 0 })
}

function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)])
}

test('answers carry the fields that are listed here and no others, and those of one person go to them and to admins alone', async () => {
  const told = new Map<string, Set<ProcedurePath>>()
  const silent: ProcedurePath[] = []
  for (const path of paths) {
    const visitor: Visitor | ServerVisitor = forAdmins.test(path) ? 'serverAdmin' : 'admin'
    const { world, token } = await visits.arrange(visitor)
    if (path === 'system.services') await enterService()
    if (path === 'groups.discover') {
      const open = { id: randomUUID(), kind: 'channel', name: 'X', visibility: 'public' }
      await post('groups.create', token, JSON.stringify(open))
    }
    if (path === 'groups.bans') {
      const { conversationId, outsiderId: userId } = world
      await post('groups.ban', token, JSON.stringify({ conversationId, userId, reason: 'spam' }))
    }
    if (path === 'groups.invites')
      await post('groups.createInvite', token, JSON.stringify({ conversationId: world.conversationId }))
    const { result } = await post(path, token, JSON.stringify(procedureRows[path].input(world) ?? null))
    if (result === undefined) silent.push(path)
    for (const field of fieldsOf(result?.data)) told.set(field, (told.get(field) ?? new Set()).add(path))
  }
  expect(silent).toEqual(unanswered)
  expect([...told.keys()].sort()).toEqual([...Object.keys(personal), ...others.split(' ')].sort())
  for (const [field, places] of Object.entries(personal)) expect([field, [...(told.get(field) ?? [])]]).toEqual([field, places])
})

test('a prototype in an input changes nobody', async () => {
  const { token } = await visits.arrange('owner')
  const bodies = [
    '{"have":[],"__proto__":{"polluted":true}}',
    '{"have":[],"constructor":{"prototype":{"polluted":true}}}',
    '{"have":[{"__proto__":{"polluted":true},"conversationId":"00000000-0000-7000-8000-000000000000","revision":0}]}',
  ]
  for (const body of bodies) expect((await post('chat.sync', token, body)).error?.data.appCode).toBe('invalid_input')
  const settings = await post('users.updateSettings', token, '{"__proto__":{"theme":"dark"}}')
  expect(settings.error?.data.appCode).toBe('invalid_input')
  expect({}).not.toHaveProperty('polluted')
})

test('a defect is told without its words', async () => {
  const secret = new Error('SELECT password_hash FROM auth_schema.credential')
  const broken = await startApiServer({ ...ctx, sends: { send: () => Promise.reject(secret) } }, 'http://test.invalid')
  const { world, token } = await visits.arrange('owner')
  const answer = await post('chat.send', token, JSON.stringify(procedureRows['chat.send'].input(world)), broken)
  expect(answer.error?.data).toMatchObject({ appCode: 'internal', httpStatus: 500 })
  expect(JSON.stringify(answer)).not.toMatch(/SELECT|stack|\.ts/)
  await expect(broken.close()).rejects.toThrow('faults')
})

test('calls are limited per account', async () => {
  const limits = createMemoryLimits()
  const limited = await startApiServer({ ...ctx, limits }, 'http://test.invalid')
  const { token } = await visits.arrange('owner')
  const subject = await ctx.tokens.verify(['access'], token ?? '')
  await limits.consume('callPerAccount', subject?.userId ?? '', rateLimits.callPerAccount.points)
  const answer = await post('users.me', token, 'null', limited)
  expect(answer.error?.data).toMatchObject({ appCode: 'rate_limited', httpStatus: 429 })
  const other = await visits.arrange('member')
  expect((await post('users.me', other.token, 'null', limited)).error).toBeUndefined()
  await limited.close()
})

test.each([
  [7, false],
  [8, true],
  [128, true],
  [129, false],
])('a password of %i characters is taken: %s', async (length, isTaken) => {
  const input = {
    ...(procedureRows['auth.register'].input((await visits.arrange('owner')).world) as object),
    password: 'q7'.repeat(65).slice(0, length),
  }
  const { error } = await post('auth.register', null, JSON.stringify(input))
  expect(error?.data.appCode).toBe(isTaken ? undefined : 'invalid_input')
})
