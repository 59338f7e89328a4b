import { WebSocket } from 'ws'

/**
 * A Socket.IO connection with as little as a load needs, so that the machine's time goes to the server: it answers pings, sends events
 * that are acknowledged, and hands over each other event as the text that came.
 */
export class ThinSocket {
  readonly #ws: WebSocket
  readonly #acks = new Map<number, (answer: string) => void>()
  #nextAck = 0
  onEvent: (text: string) => void = () => {}

  private constructor(ws: WebSocket) {
    this.#ws = ws
    ws.on('message', (data) => this.#receive(String(data)))
  }

  /** `url` is the origin of a node. Rejects when the node refuses the token. */
  static connect(url: string, auth: object): Promise<ThinSocket> {
    const { promise, resolve, reject } = Promise.withResolvers<ThinSocket>()
    const ws = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    ws.on('error', reject)
    const greet = (data: unknown) => {
      const text = String(data)
      if (text.startsWith('0')) ws.send(`40${JSON.stringify(auth)}`)
      else if (text.startsWith('44')) reject(new Error(text))
      else if (text.startsWith('40')) {
        ws.off('message', greet)
        resolve(new ThinSocket(ws))
      }
    }
    ws.on('message', greet)
    return promise
  }

  /** Resolves with the acknowledgement as JSON text. Never rejects: a load that gets no answer waits until it is over. */
  emit(name: string, payload: unknown): Promise<string> {
    const id = this.#nextAck++
    const { promise, resolve } = Promise.withResolvers<string>()
    this.#acks.set(id, resolve)
    this.#ws.send(`42${id}${JSON.stringify([name, payload])}`)
    return promise
  }

  close(): void {
    this.#ws.close()
  }

  #receive(text: string): void {
    if (text === '2') this.#ws.send('3')
    else if (text.startsWith('43')) {
      const start = text.indexOf('[')
      const id = Number(text.slice(2, start))
      this.#acks.get(id)?.(text.slice(start + 1, -1))
      this.#acks.delete(id)
    } else if (text.startsWith('42')) this.onEvent(text.slice(2))
  }
}
