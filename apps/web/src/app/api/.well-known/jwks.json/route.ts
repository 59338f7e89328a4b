import { getComposition } from '@/server/composition'

/** The public key of the access tokens, for other services to verify them. */
export async function GET(): Promise<Response> {
  const { ctx } = await getComposition()
  return Response.json(ctx.tokens.jwks(), { headers: { 'cache-control': 'public, max-age=300' } })
}
