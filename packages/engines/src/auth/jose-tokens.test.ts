import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createTokens, type TokensEngine } from './jose-tokens.ts'

const authSecret = 'a secret for tests, longer than 32 characters'
const issuer = 'https://chat.example.org'
const subject = { userId: 'u', sessionId: 's' }

let tokens: TokensEngine
beforeAll(async () => {
  tokens = await createTokens({ authSecret, issuer })
})

const partsOf = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
async function claimsOf(token: string): Promise<JWTPayload> {
  return JSON.parse(partsOf(token)[1] ?? '{}') as JWTPayload
}

/** A token as ours are, but signed with a key that anybody can make. */
function signedBy(key: KeyObject | Uint8Array, alg: string, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, typ: 'at+jwt' }).sign(key)
}

test('a token of ours says who signed it, for whom, of which session and until when, and verifies', async () => {
  const { token } = await tokens.sign('access', subject)
  const [header] = partsOf(token)
  expect(JSON.parse(header ?? '{}')).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
  expect(await claimsOf(token)).toEqual({
    iss: issuer,
    aud: 'chatsphere',
    sub: 'u',
    sid: 's',
    iat: expect.any(Number),
    exp: expect.any(Number),
  })
  expect(await tokens.verify(['access'], token)).toMatchObject(subject)
})

test('no other algorithm is taken, whatever the header says: none, or our public key as a shared secret', async () => {
  const { token } = await tokens.sign('access', subject)
  const claims = await claimsOf(token)
  const [jwk] = tokens.jwks().keys
  const unsigned = `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(claims)}.`
  const confused = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(claims)}`
  const forgeries = [
    unsigned,
    `${confused}.${createHmac('sha256', jwk?.x ?? '')
      .update(confused)
      .digest('base64url')}`,
    await signedBy(Buffer.from(jwk?.x ?? '', 'base64url'), 'HS256', claims),
    await signedBy(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'ES256', claims),
  ]
  for (const forgery of forgeries) expect(await tokens.verify(['access'], forgery)).toBeNull()
})

test('no other key is taken, neither one of another secret nor one that the token brings along', async () => {
  const { token } = await (await createTokens({ authSecret: `${authSecret}!`, issuer })).sign('access', subject)
  expect(await tokens.verify(['access'], token)).toBeNull()
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const header = { alg: 'EdDSA', typ: 'at+jwt', jwk: publicKey.export({ format: 'jwk' }) }
  const claims = await claimsOf((await tokens.sign('access', subject)).token)
  const forgery = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
  expect(await tokens.verify(['access'], forgery)).toBeNull()
})

test('a token of another issuer is refused', async () => {
  const { token } = await (await createTokens({ authSecret, issuer: 'https://other.example.org' })).sign('access', subject)
  expect(await tokens.verify(['access'], token)).toBeNull()
})

test.each(['access', 'realtime'] as const)('a token is worth nothing for another purpose: %s', async (purpose) => {
  const { token } = await tokens.sign(purpose, subject)
  const other = purpose === 'access' ? 'realtime' : 'access'
  expect(await tokens.verify([other], token)).toBeNull()
  expect(await tokens.verify([purpose], token)).not.toBeNull()
})

test('a token that was changed by one claim is refused', async () => {
  const { token } = await tokens.sign('access', subject)
  const [header, , signature] = token.split('.')
  const claims = await claimsOf(token)
  for (const change of [{ sid: 'other' }, { aud: 'other' }, { sub: 'admin' }, { exp: Number(claims.exp) + 60 }]) {
    expect(await tokens.verify(['access'], `${header}.${encode({ ...claims, ...change })}.${signature}`)).toBeNull()
  }
})

test('a token is over after 15 minutes, one for a socket after five', async () => {
  let now = Date.now()
  const aging = await createTokens({ authSecret, issuer, now: () => new Date(now) })
  const [access, realtime] = [await aging.sign('access', subject), await aging.sign('realtime', subject)]
  now += 5 * 60_000 + 1_000
  expect(await aging.verify(['realtime'], realtime.token)).toBeNull()
  expect(await aging.verify(['access'], access.token)).not.toBeNull()
  now += 10 * 60_000
  expect(await aging.verify(['access'], access.token)).toBeNull()
})

test.each(['', '.', 'a.b.c', 'x'.repeat(100_000)])('text that is no token (%#) is refused', async (text) => {
  expect(await tokens.verify(['access', 'realtime'], text)).toBeNull()
})

test('the successor of a refresh token is the same each time, and not to be worked out without the secret', async () => {
  const [first, again] = [tokens.successorOf('refresh'), tokens.successorOf('refresh')]
  expect(again).toBe(first)
  expect(tokens.successorOf('refresH')).not.toBe(first)
  expect((await createTokens({ authSecret: `${authSecret}!`, issuer })).successorOf('refresh')).not.toBe(first)
})
