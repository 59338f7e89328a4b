import { hashSecretToken } from '../auth/index.ts'
import type { AuthCtx } from '../context.ts'

/** So many characters of a code name the group: 16 bytes in base64url. */
const groupLength = 22

/** The code of an invitation's link: it names its group, and no one can make it without the server's secret. It is nowhere stored. */
export function inviteCode(ctx: Pick<AuthCtx, 'tokens'>, conversationId: string): (id: string) => string {
  const group = Buffer.from(conversationId.replaceAll('-', ''), 'hex').toString('base64url')
  return (id) => group + ctx.tokens.codeOf(`group-invitation:${conversationId}:${id}`)
}

/** Whose code it may be, and the hash by which it is known there. */
export function readInviteCode(code: string): { conversationId: string; codeHash: Uint8Array } {
  const hex = Buffer.from(code.slice(0, groupLength), 'base64url').toString('hex').padEnd(32, '0')
  const conversationId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { conversationId, codeHash: hashSecretToken(code) }
}
