import { randomUUID } from 'node:crypto'
import { type Acknowledgement, type ClientEventName, type ClientEventResults, clientEventInputs } from '@chatsphere/contracts'
import { runAsRequest } from '@chatsphere/db'
import { DomainError, isFault, toErrorView } from '@chatsphere/domain'
import type { Logger } from '@chatsphere/runtime'
import type { ChatSocket, Handler, HandlerCtx } from './handlers/handler.ts'
import { handlers } from './handlers/index.ts'
import type { NodeMetrics } from './metrics.ts'

function isClientEvent(name: unknown): name is ClientEventName {
  return typeof name === 'string' && Object.hasOwn(clientEventInputs, name)
}

/** Parses at the wall, calls the one handler, and turns whatever it throws into a refusal. */
async function answer<Name extends ClientEventName>(
  ctx: HandlerCtx,
  socket: ChatSocket,
  name: Name,
  input: unknown,
): Promise<ClientEventResults[Name]> {
  // A late renewal must still be possible, or a device that slept would have to sign in again.
  if (name !== 'session:renew' && socket.data.tokenExpiresAt <= ctx.now())
    throw new DomainError('unauthenticated', 'The token of this connection is over. Renew it.')
  const parsed = clientEventInputs[name].safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new DomainError('invalid_input', `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'is not valid'}`)
  }
  const handler: Handler<Name> = handlers[name]
  return handler(ctx, socket, parsed.data as Parameters<Handler<Name>>[2])
}

/**
 * Answers every inbound packet of a socket, known or not, well-formed or not, with an acknowledgement if it asked for one.
 * `track` sees each answer under way, for the drain; once that has begun nothing new is taken on, and clients ask elsewhere.
 */
export function dispatchEvents(
  socket: ChatSocket,
  options: {
    ctx: HandlerCtx
    logger: Logger
    metrics: Pick<NodeMetrics, 'answered'>
    track: (work: Promise<void>) => void
    isDraining: () => boolean
  },
): void {
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const last = args.at(-1)
    const acknowledge = typeof last === 'function' ? (last as (answer: Acknowledgement<unknown>) => void) : undefined
    const begun = performance.now()
    const requestId = randomUUID()
    const work = runAsRequest(requestId, async () => {
      try {
        if (options.isDraining()) throw new DomainError('unavailable', 'This node is closing.')
        // What is no event counts too: an answer costs the same.
        await options.ctx.limits.consume('eventPerAccount', socket.data.actor.userId)
        if (!isClientEvent(name)) throw new DomainError('invalid_input', 'There is no such event.')
        if (args.length !== (acknowledge ? 2 : 1)) throw new DomainError('invalid_input', 'An event takes one input.')
        acknowledge?.({ ok: true, data: await answer(options.ctx, socket, name, args[0]) })
      } catch (error) {
        if (isFault(error)) options.logger.error({ err: error, event: name, requestId }, 'an event failed')
        acknowledge?.({ ok: false, error: toErrorView(error) })
      }
      if (isClientEvent(name)) options.metrics.answered(name, (performance.now() - begun) / 1_000)
    })
    options.track(work)
  })
}
