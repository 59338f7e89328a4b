import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: safe to hash without salt, and never stored but as that hash. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSecretToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
