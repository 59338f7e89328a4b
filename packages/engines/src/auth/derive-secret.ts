import { hkdfSync } from 'node:crypto'

export type SecretPurpose = 'jwt-signing' | 'refresh-successor' | 'browser-session' | 'code'

/** 32 bytes for one purpose, from AUTH_SECRET: the same on every process, and none of them tells anything of another. */
export function deriveSecret(authSecret: string, purpose: SecretPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', authSecret, 'chatsphere', purpose, 32))
}
