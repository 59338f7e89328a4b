import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { collectDefaultMetrics, Registry } from 'prom-client'

export interface OpsServer {
  readonly metrics: Registry
  /** From now on `/readyz` answers 503, so that nothing new is sent here. */
  drain(): void
  close(): Promise<void>
}

/** Each check resolves, or rejects with what is missing. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>

/** How often the delay of the event loop is looked at. Each look wakes the process: at 10 ms that alone is 1 % of a core. */
const loopProbeMs = 50

/**
 * Liveness, readiness and metrics for operators, on a port of their own. Resolves when it listens. What `lesserChecks` miss is named, and the
 * process is ready all the same.
 */
export async function createOpsServer(options: {
  host: string
  port: number
  checks: ReadinessChecks
  lesserChecks?: ReadinessChecks
}): Promise<OpsServer> {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics, eventLoopMonitoringPrecision: loopProbeMs })
  let draining = false

  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/healthz') answer(response, 200, 'text/plain', 'ok\n')
    else if (path === '/readyz') void answerReadiness(response, options, draining)
    else if (path === '/metrics') {
      void metrics.metrics().then((text) => answer(response, 200, metrics.contentType, text))
    } else answer(response, 404, 'text/plain', 'not found\n')
  })
  server.listen(options.port, options.host)
  await once(server, 'listening')

  return {
    metrics,
    drain() {
      draining = true
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

async function answerReadiness(
  response: ServerResponse,
  { checks, lesserChecks = {} }: { checks: ReadinessChecks; lesserChecks?: ReadinessChecks },
  draining: boolean,
): Promise<void> {
  const [needed, lesser] = await Promise.all([outcomesOf(checks), outcomesOf(lesserChecks)])
  const ready = !draining && Object.values(needed).every((outcome) => outcome === 'ok')
  answer(response, ready ? 200 : 503, 'application/json', `${JSON.stringify({ ready, draining, ...needed, ...lesser })}\n`)
}

async function outcomesOf(checks: ReadinessChecks): Promise<Record<string, string>> {
  const outcomes = Object.entries(checks).map(async ([name, check]) => {
    try {
      await check()
      return [name, 'ok'] as const
    } catch (error) {
      return [name, error instanceof Error ? error.message : String(error)] as const
    }
  })
  return Object.fromEntries(await Promise.all(outcomes))
}
