import { type ErrorCode, errorStatus } from '@chatsphere/contracts'
import { isFault, toErrorView } from '@chatsphere/domain'
import { initTRPC, TRPCError } from '@trpc/server'
import type { ApiContext } from './context.ts'

type TrpcCode = TRPCError['code']

/** tRPC's names of the statuses in `contracts/errors.ts`. */
const trpcCodeByStatus: Record<(typeof errorStatus)[ErrorCode], TrpcCode> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
}

/** What tRPC refuses itself: a path that is not there, a wrong method, an input that does not parse. */
const appCodeByTrpcCode: Partial<Record<TrpcCode, ErrorCode>> = {
  NOT_FOUND: 'not_found',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  PAYLOAD_TOO_LARGE: 'too_large',
  TOO_MANY_REQUESTS: 'rate_limited',
  INTERNAL_SERVER_ERROR: 'internal',
}

interface Issue {
  path: PropertyKey[]
  message: string
}

/** The issues of a schema, if that is why the input was refused. */
function issuesOf(error: TRPCError): Issue[] | undefined {
  const cause: unknown = error.cause
  return cause instanceof Error && 'issues' in cause && Array.isArray(cause.issues) ? (cause.issues as Issue[]) : undefined
}

/** Marks what an act threw, so that the formatter can tell it from what tRPC refuses itself. */
class ActFailure extends Error {
  constructor(cause: unknown) {
    super('An act failed', { cause })
    this.name = 'ActFailure'
  }
}

const trpc = initTRPC.context<ApiContext>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    const issues = error.code === 'BAD_REQUEST' ? issuesOf(error) : undefined
    if (issues) {
      const fields = Object.fromEntries(issues.map((issue) => [issue.path.join('.') || 'input', issue.message]))
      const message = Object.entries(fields)
        .map(([field, text]) => `${field}: ${text}`)
        .join('; ')
      return { ...shape, message, data: { ...shape.data, appCode: 'invalid_input' as ErrorCode, fields } }
    }
    if (error.cause && (error.code === 'INTERNAL_SERVER_ERROR' || error.cause instanceof ActFailure)) {
      const cause = error.cause instanceof ActFailure ? error.cause.cause : error.cause
      const { code, message, ...details } = toErrorView(cause)
      return { ...shape, message, data: { ...shape.data, appCode: code, ...details } }
    }
    return { ...shape, data: { ...shape.data, appCode: appCodeByTrpcCode[error.code] ?? ('invalid_input' as ErrorCode) } }
  },
})

/** The one place where what an act throws becomes a status. */
const translateErrors = trpc.middleware(async ({ ctx, path, next }) => {
  const result = await next()
  if (result.ok) return result
  const cause = result.error.cause
  if (result.error.code !== 'INTERNAL_SERVER_ERROR' || !cause) return result
  if (isFault(cause)) ctx.onFault(cause, path)
  throw new TRPCError({ code: trpcCodeByStatus[errorStatus[toErrorView(cause).code]], cause: new ActFailure(cause) })
})

export const router = trpc.router
/** For anybody; what it does limits itself by address. */
export const publicProcedure = trpc.procedure.use(translateErrors)
/** For a signed-in user, as `ctx.actor`. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const actor = await ctx.authenticate()
  await ctx.ctx.limits.consume('callPerAccount', actor.userId)
  return next({ ctx: { actor } })
})
