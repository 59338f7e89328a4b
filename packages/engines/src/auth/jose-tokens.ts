import { createHmac, createPrivateKey, createPublicKey } from 'node:crypto'
import type { TokenPurpose, Tokens } from '@chatsphere/domain'
import { calculateJwkThumbprint, exportJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { deriveSecret } from './derive-secret.ts'

export interface TokensEngine extends Tokens {
  /** The public key that verifies access tokens, as a JWK set. */
  jwks(): { keys: JWK[] }
}

const algorithm = 'EdDSA'
const lifetimeMs: Record<TokenPurpose, number> = { access: 15 * 60_000, realtime: 5 * 60_000 }
/** The JWT type of each purpose, checked at verification: a token of one purpose is worth nothing for another. */
const typeOf: Record<TokenPurpose, string> = { access: 'at+jwt', realtime: 'rt+jwt' }
/** What PKCS #8 puts before the 32 bytes of an Ed25519 key. */
const pkcs8Ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs with an Ed25519 key derived from AUTH_SECRET, so that no private key has to be stored or handed around. */
export async function createTokens(options: { authSecret: string; issuer: string; now?: () => Date }): Promise<TokensEngine> {
  const now = options.now ?? (() => new Date())
  const seed = deriveSecret(options.authSecret, 'jwt-signing')
  const refreshKey = deriveSecret(options.authSecret, 'refresh-successor')
  const codeKey = deriveSecret(options.authSecret, 'code')
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Ed25519Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const publicJwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  const audience = 'chatsphere'

  return {
    async sign(purpose, subject) {
      const issuedAt = now()
      const expiresAt = new Date(issuedAt.getTime() + lifetimeMs[purpose])
      const token = await new SignJWT({ sid: subject.sessionId })
        .setProtectedHeader({ alg: algorithm, kid, typ: typeOf[purpose] })
        .setIssuer(options.issuer)
        .setAudience(audience)
        .setSubject(subject.userId)
        .setIssuedAt(Math.floor(issuedAt.getTime() / 1000))
        .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
        .sign(privateKey)
      return { token, expiresAt }
    },

    async verify(purposes, token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
          algorithms: [algorithm],
          issuer: options.issuer,
          audience,
          requiredClaims: ['exp', 'sub', 'sid'],
          currentDate: now(),
        })
        const { sub, sid, exp } = payload
        if (!purposes.some((purpose) => typeOf[purpose] === protectedHeader.typ)) return null
        if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null
        return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1000) }
      } catch {
        return null
      }
    },

    successorOf(refreshToken) {
      return createHmac('sha256', refreshKey).update(refreshToken).digest('base64url')
    },

    codeOf(id) {
      return createHmac('sha256', codeKey).update(id).digest('base64url')
    },

    jwks() {
      return { keys: [{ ...publicJwk, kid, alg: algorithm, use: 'sig' }] }
    },
  }
}
