import type { AuthCtx } from '../context.ts'

/** The code of an invitation's link, which no one can make without the server's secret, and which is nowhere stored. */
export function invitationCode(ctx: Pick<AuthCtx, 'tokens'>): (id: string) => string {
  return (id) => ctx.tokens.codeOf(`registration-invitation:${id}`)
}
