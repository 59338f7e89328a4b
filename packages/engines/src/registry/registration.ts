import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { Service } from '@chatsphere/contracts'
import type { Registry } from '@chatsphere/domain'

/** How long a process counts as alive after it last said so. */
export const leaseSeconds = 15
const renewMs = 5_000

interface RegistrationOptions extends Pick<Service, 'name' | 'url' | 'version'> {
  registry: Registry
  sockets?: () => number
  onError: (error: unknown) => void
}

/**
 * The entry of this process in the registry: made at once, renewed every five seconds until `end`. A renewal that fails is told and tried again; after
 * three the process counts as dead, until one succeeds.
 */
export class Registration {
  readonly #options: RegistrationOptions
  readonly #id = randomUUID()
  readonly #startedAt = new Date().toISOString()
  #loop = performance.eventLoopUtilization()
  #renewal: Promise<void> = Promise.resolve()
  readonly #timer: NodeJS.Timeout

  constructor(options: RegistrationOptions) {
    this.#options = options
    this.#renew()
    this.#timer = setInterval(() => this.#renew(), renewMs)
  }

  /** Resolves when the process is given out no more, or when its lease will have to end by itself. */
  async end(): Promise<void> {
    clearInterval(this.#timer)
    await this.#renewal
    await this.#options.registry.leave(this.#id).catch(this.#options.onError)
  }

  /** One after the other, so that none arrives after the end. */
  #renew(): void {
    const { registry, name, url, version, sockets, onError } = this.#options
    this.#renewal = this.#renewal.then(async () => {
      const loop = performance.eventLoopUtilization()
      const { utilization: busy } = performance.eventLoopUtilization(loop, this.#loop)
      this.#loop = loop
      const load = { sockets: sockets?.() ?? 0, busy }
      await registry
        .renew({ id: this.#id, name, host: hostname(), url, version, startedAt: this.#startedAt, ...load })
        .catch(onError)
    })
  }
}
