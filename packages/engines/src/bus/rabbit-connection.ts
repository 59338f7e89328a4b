import { type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib'
import type { OnBusTrouble } from './bus-trouble.ts'

const connectTimeoutMs = 5_000
const reconnectDelayMsMin = 100
const reconnectDelayMsMax = 5_000
/** A broker that says nothing for two of these is gone, also where no packet tells. */
const heartbeatSeconds = 10

/**
 * A connection that comes back. It is *connecting* until it is made and `setUp` has put on it what it is for; then *open*; when
 * it breaks, or `restart` drops it, *connecting* again, at first after 100 ms, then later and later up to 5 s; and *closed* for
 * ever after `close`. Each failure is told as an outage.
 */
export class RabbitConnection {
  readonly #recovering: Promise<RecoveringChannelModel>
  #model: ChannelModel | undefined
  #isClosed = false

  constructor(options: {
    url: string
    name: string
    setUp: (model: ChannelModel) => Promise<void>
    /** Nothing of what was set up is there any more. */
    onLost: () => void
    onBlocked?: (reason: string) => void
    onUnblocked?: () => void
    onTrouble: OnBusTrouble
  }) {
    const tell = (error: unknown) => {
      if (!this.#isClosed) options.onTrouble({ kind: 'outage', error })
    }
    this.#recovering = connect(withHeartbeat(options.url), {
      timeout: connectTimeoutMs,
      noDelay: true,
      clientProperties: { connection_name: options.name },
      recovery: {
        initialDelay: reconnectDelayMsMin,
        maxDelay: reconnectDelayMsMax,
        waitForConnect: false,
        setup: async (model: ChannelModel) => {
          // Without a listener an error during the set-up would end the process; it is told as the end of the connection.
          model.on('error', () => undefined)
          this.#model = model
          let isEnded = false
          model.on('close', () => {
            isEnded = true
          })
          await options.setUp(model)
          // It is listened to from now on: an end that came with the last answer would be heard by nobody.
          if (isEnded) throw new Error('The connection ended while it was set up')
        },
      },
    }).then((recovering) => {
      const lost = (error: Error) => {
        this.#model = undefined
        options.onLost()
        tell(error)
      }
      recovering.on('disconnect', lost)
      recovering.on('connect-failed', lost)
      recovering.on('blocked', (reason: string) => options.onBlocked?.(reason))
      recovering.on('unblocked', () => options.onUnblocked?.())
      // The end of the connection that follows tells the same.
      recovering.on('error', () => undefined)
      return recovering
    })
  }

  /** Resolves when it is open for the first time. */
  async opened(): Promise<void> {
    await (await this.#recovering).waitForConnect()
  }

  /** Drops the connection, so that everything on it is set up anew. */
  restart(): void {
    this.#model?.close().catch(() => undefined)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await (await this.#recovering).close()
  }
}

function withHeartbeat(url: string): string {
  const address = new URL(url)
  if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', `${heartbeatSeconds}`)
  return address.href
}
